#!/usr/bin/env bash
# Runs Eglot in Emacs' batch mode.
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
need_server
debian emacs emacs-nox elpa-eglot
mkdir "$scratch/bin"
ln -s "$server" "$scratch/bin/smtp-lsp"
cp "$editors/sample.smtp" "$scratch/session.smtp"
HOME=$scratch PATH=$scratch/bin:$PATH LC_ALL=C.UTF-8 timeout 60 emacs -Q --batch -l "$editors/emacs/check.el" "$scratch/session.smtp"
