" Syntax of SMTP transcripts: direction marks, commands, replies by class, enhanced codes, addresses.
if exists('b:current_syntax')
  finish
endif
syntax case ignore
syntax match smtpMark "^\s*\%(<[-~*]\+\s\|[-~*]\+>\s\|[<>]\{1,3}\s\|===\s\|\*\*\*\s\|[SC]:\s\|\%(SERVER -> CLIENT\|CLIENT -> SERVER\):\s\)" nextgroup=smtpGood,smtpWait,smtpSoft,smtpHard,smtpCommand
syntax match smtpGood "\<2\d\d\ze\%([ -]\|$\)" contained nextgroup=smtpEnhanced skipwhite
syntax match smtpWait "\<3\d\d\ze\%([ -]\|$\)" contained nextgroup=smtpEnhanced skipwhite
syntax match smtpSoft "\<4\d\d\ze\%([ -]\|$\)" contained nextgroup=smtpEnhanced skipwhite
syntax match smtpHard "\<5\d\d\ze\%([ -]\|$\)" contained nextgroup=smtpEnhanced skipwhite
syntax match smtpGood "^2\d\d\ze\%([ -]\|$\)" nextgroup=smtpEnhanced skipwhite
syntax match smtpWait "^3\d\d\ze\%([ -]\|$\)" nextgroup=smtpEnhanced skipwhite
syntax match smtpSoft "^4\d\d\ze\%([ -]\|$\)" nextgroup=smtpEnhanced skipwhite
syntax match smtpHard "^5\d\d\ze\%([ -]\|$\)" nextgroup=smtpEnhanced skipwhite
syntax match smtpEnhanced "\<[245]\.\d\{1,3}\.\d\{1,3}\>"
syntax match smtpCommand "^\s*\%([-~*]\+>\s*\|[<>]\{1,3}\s*\|C:\s*\)\=\zs\%(EHLO\|HELO\|LHLO\|MAIL FROM\|RCPT TO\|DATA\|BDAT\|RSET\|NOOP\|QUIT\|VRFY\|EXPN\|HELP\|AUTH\|STARTTLS\|ETRN\|XCLIENT\|XFORWARD\)\>"
syntax match smtpAddress "<[^<> ]*@[^<> ]\+>"
syntax match smtpGuidance "^\s*# smtp-lsp:.*$"

highlight default link smtpMark Comment
highlight default link smtpGood DiagnosticOk
highlight default link smtpWait Special
highlight default link smtpSoft DiagnosticWarn
highlight default link smtpHard DiagnosticError
highlight default link smtpEnhanced Number
highlight default link smtpCommand Statement
highlight default link smtpAddress Identifier
highlight default link smtpGuidance Comment

let b:current_syntax = 'smtptranscript'
