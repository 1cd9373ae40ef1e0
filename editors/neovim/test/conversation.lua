-- Drives the plugin on a longer conversation and a configuration: outline, folds, definition, references, tokens,
-- hints, hover, completion, fixes, the test line, redaction. Exit status 0 when all holds, 1 with the reason otherwise.
local newer = vim.fn.has('nvim-0.11') == 1

local function wait(what, condition)
  assert(vim.wait(15000, condition, 50), 'timed out: ' .. what)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

local function cursor(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
end

local function client()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get({ bufnr = 0, name = 'smtp_lsp' })[1]
end

-- What the server answers about the place of the cursor, as the editor asks it.
local function ask(method, more)
  local params = newer and vim.lsp.util.make_position_params(0, client().offset_encoding) or vim.lsp.util.make_position_params()
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', params, more or {}), 15000)
  for _, answer in pairs(assert(answers, method .. ' is not answered')) do
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
end

-- A list as the editor makes it for its list windows.
local function listed(start)
  local items
  start(function(list)
    items = list.items
  end)
  wait('a list', function()
    return items ~= nil
  end)
  return items
end

local function open(name)
  vim.cmd('edit ' .. vim.fn.fnameescape(name))
  wait('the server attaches to ' .. name, function()
    return client() ~= nil
  end)
  wait('diagnostics of ' .. name, function()
    return #vim.diagnostic.get(0) > 0
  end)
end

local ok, reason = xpcall(function()
  local folder = vim.fn.expand('%:p:h')
  open(folder .. '/conversation.smtp')

  local symbols = listed(function(take)
    vim.lsp.buf.document_symbol({ on_list = take })
  end)
  assert(symbols[1].text:find('Session with mx.example.com', 1, true), vim.inspect(symbols))
  assert(#symbols > 5, vim.inspect(symbols))

  if vim.lsp.foldexpr then
    vim.wo.foldmethod, vim.wo.foldexpr = 'expr', 'v:lua.vim.lsp.foldexpr()'
    wait('folds', function()
      return vim.fn.foldlevel(6) >= 2
    end)
    vim.wo.foldmethod = 'manual'
    vim.cmd('normal! zE')
  else
    local folds = ask('textDocument/foldingRange')
    assert(#folds > 2, vim.inspect(folds))
  end

  cursor(14, 5)
  vim.lsp.buf.definition()
  wait('the command of a refusal', function()
    return vim.api.nvim_win_get_cursor(0)[1] == 13
  end)

  cursor(14, 5)
  local places = listed(function(take)
    vim.lsp.buf.references(nil, { on_list = take })
  end)
  assert(#places == 2 and places[1].lnum == 14 and places[2].lnum == 16, vim.inspect(places))

  if vim.lsp.semantic_tokens and vim.lsp.semantic_tokens.get_at_pos then
    wait('tokens', function()
      local here = vim.lsp.semantic_tokens.get_at_pos(0, 13, 5)
      return here and here[1] and here[1].type == 'number' and here[1].modifiers.permanent
    end)
  end

  if vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = 0 })
    wait('hints', function()
      return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0
    end)
    vim.lsp.inlay_hint.enable(false, { bufnr = 0 })
  end

  cursor(9, 5)
  local hover = ask('textDocument/hover')
  assert(hover.contents.value:find('AUTH', 1, true), vim.inspect(hover))
  assert(not hover.contents.value:find('letmein', 1, true), 'a secret is shown')

  -- A parameter that the server of this conversation offers.
  vim.api.nvim_buf_set_lines(0, 10, 11, false, { ' -> MAIL FROM:<carol@example.org> RE' })
  cursor(11, 36)
  local completion = ask('textDocument/completion', { position = { line = 10, character = 36 } })
  assert(#completion.items == 2 and completion.items[1].label == 'RET=HDRS', vim.inspect(completion))
  vim.lsp.util.apply_text_edits({ completion.items[1].textEdit }, vim.api.nvim_get_current_buf(), client().offset_encoding)
  assert(vim.fn.getline(11) == ' -> MAIL FROM:<carol@example.org> RET=HDRS', vim.fn.getline(11))

  cursor(14, 5)
  vim.cmd('SmtpTest')
  wait('a test line', function()
    return vim.fn.getreg('"'):find('^swaks %-%-server mx%.example%.com:587 ') ~= nil
  end)
  assert(not vim.fn.getreg('"'):find('letmein', 1, true), 'a secret is copied')

  vim.cmd('SmtpRedact')
  wait('redaction', function()
    return not text():find('AGNhcm9s', 1, true)
  end)
  assert(text():find('550 5.1.1 <bob@example.com>', 1, true), text())

  vim.fn.writefile({ 'a.example  550 4.7.1 Not from you' }, folder .. '/sender_access')
  vim.fn.writefile({ 'myhostname = mx.example.com', 'soft_bounce = yes', 'reject_code = ' }, folder .. '/main.cf')
  vim.cmd('edit ' .. folder .. '/main.cf | set filetype=pfmain')
  wait('findings', function()
    return client() and #vim.diagnostic.get(0) > 0
  end)
  cursor(2, 15)
  vim.lsp.buf.code_action({ apply = true, filter = function(action)
    return action.isPreferred
  end })
  wait('the fix', function()
    return vim.fn.getline(2) == 'soft_bounce = no'
  end)
  local codes = ask('textDocument/completion', { position = { line = 2, character = 14 } })
  assert(codes.items[1].label == '554', vim.inspect(codes.items[1]))
  local resolved = vim.lsp.buf_request_sync(0, 'completionItem/resolve', codes.items[1], 15000)
  for _, answer in pairs(resolved) do
    assert(answer.result.documentation.value:find('554', 1, true), vim.inspect(answer))
  end
  local version = vim.version()
  print(('Neovim %d.%d.%d: outline, folds, definition, references, tokens, hints, completion, fixes, test line, redaction'):format(version.major, version.minor, version.patch))
end, debug.traceback)
if ok then
  vim.cmd('qall!')
else
  io.stderr:write('FAIL ' .. tostring(reason) .. '\n')
  vim.cmd('cquit 1')
end
