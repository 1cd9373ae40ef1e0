;;; smtp-lsp.el --- Eglot for SMTP transcripts and mail logs  -*- lexical-binding: t -*-

;;; Commentary:
;; Load this file, open a transcript or a mail log, and call M-x eglot.

;;; Code:

(require 'eglot)

(define-derived-mode smtp-transcript-mode text-mode "SMTP"
  "Major mode for SMTP transcripts."
  (setq-local comment-start "# "))

(define-derived-mode mail-log-mode text-mode "Mail log"
  "Major mode for logs of mail servers."
  (setq-local comment-start "# "))

(add-to-list 'auto-mode-alist '("\\.\\(smtp\\|transcript\\|swaks\\)\\'" . smtp-transcript-mode))
(add-to-list 'auto-mode-alist '("\\(mail\\.log\\|maillog\\|mainlog\\|rejectlog\\)[^/]*\\'" . mail-log-mode))
(add-to-list 'eglot-server-programs '((smtp-transcript-mode mail-log-mode) . ("smtp-lsp")))

(provide 'smtp-lsp)
;;; smtp-lsp.el ends here
