-- Drives the plugin on the sample: attach, diagnostics, hover, guidance in and out, commands, health.
-- Exit status 0 when all holds, 1 with the reason otherwise.
local function wait(what, condition)
  assert(vim.wait(15000, condition, 50), 'timed out: ' .. what)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

-- The text of the floating window that is open.
local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n'), window
    end
  end
end

local function close_float()
  local _, window = float()
  if window then
    vim.api.nvim_win_close(window, true)
  end
end

local function expect_float(needle)
  wait('a floating window with ' .. needle, function()
    local shown = float()
    return shown and shown:find(needle, 1, true) ~= nil
  end)
  close_float()
end

local ok, reason = xpcall(function()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  assert(vim.bo.filetype == 'smtptranscript', 'file type: ' .. vim.bo.filetype)
  wait('the server attaches', function()
    local one = get({ bufnr = 0, name = 'smtp_lsp' })[1]
    return one ~= nil and one.server_capabilities ~= nil
  end)
  wait('diagnostics', function()
    return #vim.diagnostic.get(0) == 1
  end)
  local found = vim.diagnostic.get(0)[1]
  assert(found.source == 'smtp' and found.code == '530 5.7.0', vim.inspect(found))
  assert(found.lnum == 9 and found.severity == vim.diagnostic.severity.ERROR, vim.inspect(found))

  vim.api.nvim_win_set_cursor(0, { 10, 5 })
  vim.lsp.buf.hover()
  expect_float('STARTTLS')

  local before = text()
  vim.cmd('SmtpGuidance')
  wait('guidance in the text', function()
    return text():find('# smtp-lsp: 530 5.7.0', 1, true) ~= nil
  end)
  vim.cmd('SmtpGuidance!')
  wait('the text as it was', function()
    return text() == before
  end)

  vim.cmd('SmtpExplain 530')
  expect_float('530')
  vim.cmd('SmtpCompare 214 530')
  expect_float('214')

  vim.cmd('checkhealth smtp_lsp')
  local health = text()
  assert(health:find('server(s) running', 1, true), health)
  assert(not health:find('ERROR', 1, true), health)
  local version = vim.version()
  print(('Neovim %d.%d.%d: attach, diagnostics, hover, guidance, commands, health'):format(version.major, version.minor, version.patch))
end, debug.traceback)
if ok then
  vim.cmd('qall!')
else
  io.stderr:write('FAIL ' .. tostring(reason) .. '\n')
  vim.cmd('cquit 1')
end
