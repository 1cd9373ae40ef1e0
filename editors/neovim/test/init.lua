-- START=enable starts the server as 0.11 and newer do, START=setup as older ones do.
vim.opt.runtimepath:append(vim.env.PLUGIN)
vim.o.swapfile = false
vim.cmd('filetype plugin on | syntax on')
vim.cmd('runtime! plugin/smtp_lsp.lua')
if vim.env.START == 'enable' then
  require('smtp_lsp.config').cmd = { vim.env.SMTP_LSP }
  vim.lsp.enable('smtp_lsp')
else
  require('smtp_lsp').setup({ cmd = { vim.env.SMTP_LSP } })
end
