-- Neovim 0.11 and newer read this file by themselves: vim.lsp.enable('smtp_lsp') is all that is needed.
return require('smtp_lsp.config').client()
