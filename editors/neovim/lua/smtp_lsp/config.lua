-- What the server needs to be started with, in one place for Neovim 0.11 and newer (lsp/smtp_lsp.lua) and
-- for 0.8 to 0.10 (setup()).
local M = {}

-- The command that starts the server; setup() changes it.
M.cmd = { 'smtp-lsp' }

-- File types that the server looks at. It decides by itself what a text is, so plain ones are in as well.
M.filetypes = {
  'smtptranscript',
  'maillog',
  'mail',
  'messages',
  'text',
  'log',
  'json',
  'jsonl',
  'csv',
  'markdown',
  'pfmain',
  'exim',
  'smtpd',
  'm4',
  'sieve',
  'conf',
  'dosini',
  'toml',
  'xml',
}

-- The editor's word for a file type where it differs from what other editors say.
local language_ids = {
  smtptranscript = 'smtp-transcript',
  maillog = 'mail-log',
  messages = 'mail-log',
  mail = 'eml',
  text = 'plaintext',
  dosini = 'ini',
  pfmain = 'postfix',
}

function M.language_id(_, filetype)
  return language_ids[filetype] or filetype
end

-- Settings as the server's README lists them: { language = 'de', diagnostics = { max = 100 } }.
M.settings = {}

-- Test lines go into a register, explanations into a window; the server need not show them. From 0.12 on this is put over Neovim's own
-- capabilities and the user's; before, it stands instead of them.
local function capabilities()
  local known = vim.fn.has('nvim-0.12') == 1 and {} or vim.lsp.protocol.make_client_capabilities()
  known.experimental = { smtpClipboard = true, smtpPreview = true }
  return known
end

-- Everything vim.lsp needs, as vim.lsp.config and vim.lsp.start take it.
function M.client()
  return {
    name = 'smtp_lsp',
    cmd = M.cmd,
    filetypes = M.filetypes,
    get_language_id = M.language_id,
    root_markers = { '.smtp-lsp.toml', '.git' },
    settings = { ['smtp-lsp'] = M.settings },
    capabilities = capabilities(),
    init_options = M.settings,
  }
end

return M
