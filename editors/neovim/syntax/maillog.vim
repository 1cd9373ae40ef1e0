" Syntax of mail logs: timestamps, programs, queue ids, outcomes, replies, addresses.
if exists('b:current_syntax')
  finish
endif
syntax match maillogTime "^\a\{3}\s\+\d\+ \d\d:\d\d:\d\d" nextgroup=maillogHost skipwhite
syntax match maillogTime "^\d\{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*" nextgroup=maillogHost skipwhite
syntax match maillogHost "\S\+" contained
syntax match maillogProgram "\<\%(postfix\S*\|sm-mta\|sendmail\|exim\|dovecot\|smtpd\|opendkim\|amavis\|rspamd\)\ze\%(\[\|:\)"
syntax match maillogQueueId "\]: \zs[0-9A-Za-z]\{8,16}\ze: "
syntax match maillogGood "status=sent"
syntax match maillogSoft "status=deferred\|\<4\d\d\ze[ -]\%([45]\.\d\|[A-Z<]\)"
syntax match maillogHard "status=bounced\|reject:\|\<5\d\d\ze[ -]\%([45]\.\d\|[A-Z<]\)"
syntax match maillogEnhanced "\<[245]\.\d\{1,3}\.\d\{1,3}\>\.\@!"
syntax match maillogAddress "<[^<> ]*@[^<> ]\+>"
syntax match maillogGuidance "^\s*# smtp-lsp:.*$"

highlight default link maillogTime Comment
highlight default link maillogHost Directory
highlight default link maillogProgram Function
highlight default link maillogQueueId Constant
highlight default link maillogGood DiagnosticOk
highlight default link maillogSoft DiagnosticWarn
highlight default link maillogHard DiagnosticError
highlight default link maillogEnhanced Number
highlight default link maillogAddress Identifier
highlight default link maillogGuidance Comment

let b:current_syntax = 'maillog'
