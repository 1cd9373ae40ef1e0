-- smtp-lsp for Neovim: the commands, and setup() for those who change a default or run 0.8 to 0.10.
local config = require('smtp_lsp.config')
local M = {}

-- vim.lsp.get_clients is new in 0.10; before, it had another name.
local function clients(filter)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get(filter)
end

-- The client of this buffer, else any that runs.
local function client()
  return clients({ name = 'smtp_lsp', bufnr = 0 })[1] or clients({ name = 'smtp_lsp' })[1]
end

-- From 0.11 on a request is a method of the client. It sends the changes of the buffer first, so that the
-- answer fits the text, but only for a buffer that is named by its number.
local function request(one, method, params, handler)
  local bufnr = vim.api.nvim_get_current_buf()
  if vim.fn.has('nvim-0.11') == 1 then
    return one:request(method, params, handler, bufnr)
  end
  return one.request(method, params, handler, bufnr)
end

-- Starts the server for a buffer of Neovim 0.8 to 0.10.
local function start(bufnr)
  if vim.bo[bufnr].buftype ~= '' then
    return
  end
  local one = config.client()
  local found = vim.fs.find(one.root_markers, { upward = true, path = vim.api.nvim_buf_get_name(bufnr) })[1]
  one.root_dir = found and vim.fs.dirname(found) or vim.fn.getcwd()
  vim.lsp.start(one, { bufnr = bufnr })
end

--- Starts the server for its file types. Options, all optional:
---   cmd        command and arguments, { 'smtp-lsp' } unless told
---   filetypes  list of file types instead of the default one
---   settings   settings of the server, such as { language = 'de' }
function M.setup(options)
  options = options or {}
  config.cmd = options.cmd or config.cmd
  config.filetypes = options.filetypes or config.filetypes
  config.settings = options.settings or config.settings
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('smtp_lsp', config.client())
    vim.lsp.enable('smtp_lsp')
    return
  end
  local group = vim.api.nvim_create_augroup('smtp_lsp', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.filetypes,
    callback = function(event)
      start(event.buf)
    end,
  })
  -- A file that is open already has had its event.
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(config.filetypes, vim.bo[bufnr].filetype) then
      start(bufnr)
    end
  end
end

-- Shows Markdown in a floating window at the cursor.
local function show(markdown)
  local lines = vim.split(vim.trim(markdown), '\n')
  vim.lsp.util.open_floating_preview(lines, 'markdown', { border = 'rounded', max_width = 100, focus_id = 'smtp_lsp' })
end

local function complain(message)
  vim.notify('smtp-lsp: ' .. message, vim.log.levels.ERROR)
end

-- Asks the running server, or else the program itself, and shows the answer.
local function ask(command, verb, arguments)
  local one = client()
  if one then
    request(one, 'workspace/executeCommand', { command = command, arguments = arguments }, function(failure, result)
      if failure then
        complain(failure.message)
      elseif result then
        show(type(result) == 'table' and result.markdown or result)
      end
    end)
    return
  end
  local program = { config.cmd[1], verb, '--format', 'markdown' }
  if config.settings.language then
    vim.list_extend(program, { '--lang', config.settings.language })
  end
  vim.list_extend(program, { '--' })
  vim.list_extend(program, arguments)
  if vim.fn.executable(program[1]) == 0 then
    complain(program[1] .. ' is not installed; see :help smtp-lsp-install')
    return
  end
  local output = vim.fn.systemlist(program)
  if vim.v.shell_error ~= 0 then
    complain(table.concat(output, ' '))
  else
    show(table.concat(output, '\n'))
  end
end

--- Explains a code or a whole reply; without one, the word or line under the cursor.
function M.explain(reply)
  if reply == nil or reply == '' then
    reply = vim.fn.expand('<cWORD>'):match('%d%.%d+%.%d+') or vim.fn.expand('<cword>'):match('%d%d%d')
      or vim.api.nvim_get_current_line()
  end
  ask('smtp.explain', 'explain', { reply })
end

--- Compares two codes.
function M.compare(one, other)
  ask('smtp.compare', 'compare', { one, other })
end

-- Asks for the code actions of the whole buffer and applies the one of this kind.
local function apply(kind)
  local one = client()
  if not one then
    return complain('the server does not run in this buffer')
  end
  local last = vim.api.nvim_buf_line_count(0)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
    context = { diagnostics = {}, only = { kind } },
  }
  request(one, 'textDocument/codeAction', params, function(failure, actions)
    if failure then
      return complain(failure.message)
    end
    for _, action in ipairs(actions or {}) do
      if action.kind and vim.startswith(action.kind, kind) and not action.disabled then
        local function finish(whole)
          if whole.edit then
            vim.lsp.util.apply_workspace_edit(whole.edit, one.offset_encoding)
          end
        end
        if action.edit then
          return finish(action)
        end
        return request(one, 'codeAction/resolve', action, function(why, whole)
          if why then
            complain(why.message)
          else
            finish(whole)
          end
        end)
      end
    end
    vim.notify('smtp-lsp: nothing to do here')
  end)
end

--- Puts guidance above every failed reply of the buffer; with a bang, takes it out again.
function M.guidance(remove)
  apply(remove and 'source.removeGuidance.smtp-lsp' or 'source.insertGuidance.smtp-lsp')
end

--- Redacts the credentials of the buffer.
function M.redact()
  apply('source.redact.smtp-lsp')
end

--- Makes all fixes of the buffer that can be made without a thought.
function M.fix()
  apply('source.fixAll.smtp-lsp')
end

-- Asks for a test line and puts it into the registers that a paste takes from.
local function copy(arguments)
  local one = client()
  if not one then
    return complain('the server does not run in this buffer')
  end
  request(one, 'workspace/executeCommand', { command = 'smtp.copyTestLine', arguments = arguments }, function(failure, result)
    if failure then
      complain(failure.message)
    elseif type(result) ~= 'table' then
      vim.notify('smtp-lsp: no conversation here')
    else
      vim.fn.setreg('"', result.text)
      if vim.fn.has('clipboard') == 1 then
        vim.fn.setreg('+', result.text)
      end
      vim.notify('smtp-lsp: copied: ' .. result.text)
    end
  end)
end

--- Copies a command line that repeats the conversation at the cursor: for swaks, or for openssl.
function M.test_line(program)
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  copy({ vim.uri_from_bufnr(0), line, program ~= nil and program ~= '' and program or 'swaks' })
end

-- What code actions run: their answers are for eyes and clipboards, which the server has not.
M.commands = {
  ['smtp.explain'] = function(command)
    ask('smtp.explain', 'explain', command.arguments)
  end,
  ['smtp.compare'] = function(command)
    ask('smtp.compare', 'compare', command.arguments)
  end,
  ['smtp.copyTestLine'] = function(command)
    copy(command.arguments)
  end,
}

-- For the health check.
M.clients = clients

return M
