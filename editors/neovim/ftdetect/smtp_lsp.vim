" Transcripts and mail logs by name. In Vim script, because every Neovim from 0.8 on reads it.
autocmd BufNewFile,BufRead *.smtp,*.transcript,*.swaks setfiletype smtptranscript
autocmd BufNewFile,BufRead mail.log*,maillog*,mail.err*,mail.info*,mainlog*,rejectlog*,paniclog*,*.maillog set filetype=maillog
