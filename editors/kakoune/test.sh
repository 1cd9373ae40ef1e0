#!/usr/bin/env bash
# Runs Kakoune in a terminal with kak-lsp: the diagnostic, then the hover, must appear on the screen.
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
need_server
debian tmux tmux
unpacked sid kakoune usr/bin/kak kakoune
if [ ! -x "$cache/kak-lsp/bin/kak-lsp" ]; then
  retry "kak-lsp 22.0.0" cargo install --quiet kak-lsp@22.0.0 --locked --root "$cache/kak-lsp" --target-dir "$scratch/kak-lsp"
fi

mkdir -p "$scratch/bin" "$scratch/run"
chmod 700 "$scratch/run"
ln -s "$server" "$scratch/bin/smtp-lsp"
cp "$editors/sample.smtp" "$scratch/session.smtp"
screen="smtp-lsp-kakoune-$$"
terminal() { tmux -L "$screen" -f /dev/null "$@"; }
trap 'terminal kill-server 2>/dev/null || true; rm -rf "$scratch"' EXIT
terminal new-session -d -x 120 -y 40 "env HOME=$scratch XDG_RUNTIME_DIR=$scratch/run PATH=$scratch/bin:$cache/kak-lsp/bin:$PATH \
  KAKOUNE_RUNTIME=$cache/kakoune/root/usr/share/kak KAKOUNE_CONFIG_DIR=$editors/kakoune TERM=tmux-256color LC_ALL=C.UTF-8 \
  $cache/kakoune/root/usr/bin/kak $scratch/session.smtp"
expect() {
  for _ in $(seq 150); do
    terminal capture-pane -p | grep -q -- "$1" && return 0
    sleep 0.1
  done
  terminal capture-pane -p
  fail "Kakoune does not show: $1"
}
expect EHLO
expect "The server wants STARTTLS"
terminal send-keys 10g l l l l l
# The key that the configuration maps; until the menu of the user's keys is open, the next one would be lost.
terminal send-keys Space
expect "k: explain"
terminal send-keys k
expect "Who can fix it"
echo "Kakoune: passed"
