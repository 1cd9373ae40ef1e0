#!/usr/bin/env bash
# Runs Helix in a terminal (it has no headless mode): the diagnostic, then the hover, must appear on the screen.
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
need_server
debian tmux tmux
unpacked trixie helix usr/lib/hx/hx hx

mkdir -p "$scratch/config/helix" "$scratch/bin"
cp "$editors/helix/languages.toml" "$editors/helix/config.toml" "$scratch/config/helix/"
ln -s "$server" "$scratch/bin/smtp-lsp"
cp "$editors/sample.smtp" "$scratch/session.smtp"
screen="smtp-lsp-helix-$$"
terminal() { tmux -L "$screen" -f /dev/null "$@"; }
trap 'terminal kill-server 2>/dev/null || true; rm -rf "$scratch"' EXIT
terminal new-session -d -x 120 -y 40 "env HOME=$scratch XDG_CONFIG_HOME=$scratch/config PATH=$scratch/bin:$PATH \
  HELIX_RUNTIME=$cache/helix/root/usr/lib/hx/runtime TERM=tmux-256color COLORTERM=truecolor LC_ALL=C.UTF-8 \
  $cache/helix/root/usr/lib/hx/hx $scratch/session.smtp"
expect() {
  for _ in $(seq 150); do
    terminal capture-pane -p | grep -q -- "$1" && return 0
    sleep 0.1
  done
  terminal capture-pane -p
  fail "Helix does not show: $1"
}
expect EHLO
terminal send-keys 10G
expect "wants STARTTLS\|STARTTLS before\|530 5.7.0:"
terminal send-keys l l l l l Space k
expect "Who can fix it"
echo "Helix: passed"
