" Transcripts and mail logs by name. In Vim script, because every Neovim from 0.8 on reads it.
autocmd BufNewFile,BufRead *.smtp,*.transcript,*.swaks setfiletype smtptranscript
autocmd BufNewFile,BufRead mail.log*,maillog*,mail.err*,mail.info*,mainlog*,rejectlog*,paniclog*,*.maillog set filetype=maillog
" What other logs and the maps of Postfix are called is nobody else's business: these only fill a gap.
autocmd BufNewFile,BufRead *.log setfiletype log
autocmd BufNewFile,BufRead */postfix/*,*_access,*_checks setfiletype conf
