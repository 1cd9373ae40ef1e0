-- The commands. The server itself is started by vim.lsp.enable('smtp_lsp') (0.11 and newer) or by
-- require('smtp_lsp').setup() (0.8 and newer); nothing starts unasked, and no key is mapped.
if vim.g.loaded_smtp_lsp then
  return
end
vim.g.loaded_smtp_lsp = true

local function command(name, run, options)
  vim.api.nvim_create_user_command(name, run, options)
end

command('SmtpExplain', function(given)
  require('smtp_lsp').explain(given.args)
end, { nargs = '*', desc = 'Explain an SMTP code or reply' })

command('SmtpCompare', function(given)
  if #given.fargs ~= 2 then
    return vim.notify('smtp-lsp: :SmtpCompare takes two codes, such as 214 530', vim.log.levels.ERROR)
  end
  require('smtp_lsp').compare(given.fargs[1], given.fargs[2])
end, { nargs = '+', desc = 'Compare two SMTP codes' })

command('SmtpGuidance', function(given)
  require('smtp_lsp').guidance(given.bang)
end, { bang = true, desc = 'Insert fix guidance above every failed reply; with ! take it out' })

command('SmtpRedact', function()
  require('smtp_lsp').redact()
end, { desc = 'Redact credentials in this buffer' })

command('SmtpFix', function()
  require('smtp_lsp').fix()
end, { desc = 'Put right in this configuration what can be put right safely' })

command('SmtpTest', function(given)
  require('smtp_lsp').test_line(given.args)
end, {
  nargs = '?',
  complete = function()
    return { 'swaks', 'openssl' }
  end,
  desc = 'Copy a command line that repeats the conversation at the cursor',
})

for _, name in ipairs({ 'smtp.explain', 'smtp.compare', 'smtp.copyTestLine' }) do
  vim.lsp.commands[name] = function(given)
    require('smtp_lsp').commands[name](given)
  end
end
