-- :checkhealth smtp_lsp
local M = {}

local health = vim.health
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local error_ = health.error or health.report_error

function M.check()
  local config = require('smtp_lsp.config')
  start('smtp-lsp')
  if vim.fn.has('nvim-0.8') == 0 then
    error_('Neovim 0.8 or newer is needed')
  elseif vim.fn.has('nvim-0.11') == 1 then
    ok('Neovim starts the server by lsp/smtp_lsp.lua (vim.lsp.enable)')
  else
    ok('Neovim before 0.11: require("smtp_lsp").setup() starts the server')
  end
  local program = config.cmd[1]
  if vim.fn.executable(program) == 0 then
    error_(program .. ' is not executable', { 'in the folder of the repository: cargo install --path .', 'or name it: require("smtp_lsp").setup({ cmd = { "/path/to/smtp-lsp" } })' })
  else
    local version = vim.trim(vim.fn.system({ program, '--version' }))
    if vim.v.shell_error == 0 then
      ok(version .. ' (' .. vim.fn.exepath(program) .. ')')
    else
      error_(program .. ' --version failed: ' .. version)
    end
  end
  local running = require('smtp_lsp').clients({ name = 'smtp_lsp' })
  if #running == 0 then
    warn('no server runs', { 'open a transcript or a mail log; its file type must be one of: ' .. table.concat(config.filetypes, ', ') })
  else
    ok(('%d server(s) running'):format(#running))
  end
end

return M
