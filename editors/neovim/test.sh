#!/usr/bin/env bash
# Runs the plugin in headless Neovim 0.10 (setup) and 0.12 (vim.lsp.enable).
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
need_server
unpacked trixie neovim-trixie usr/bin/nvim neovim
unpacked forky neovim-forky usr/bin/nvim neovim

run() {
  local folder=$cache/$1 start=$2 file=${3:-session.smtp} script=${4:-check.lua}
  local home
  home=$(mktemp -d "$scratch/home.XXXX")
  cp "$editors/sample.smtp" "$home/session.smtp"
  cp "$editors/neovim/test/conversation.smtp" "$home"
  HOME=$home XDG_CONFIG_HOME=$home XDG_STATE_HOME=$home XDG_DATA_HOME=$home LC_ALL=C.UTF-8 \
    VIMRUNTIME=$folder/root/usr/share/nvim/runtime PLUGIN=$editors/neovim START=$start \
    timeout 60 "$folder/root/usr/bin/nvim" --headless --clean -u "$editors/neovim/test/init.lua" "$home/$file" \
    -c "luafile $editors/neovim/test/$script"
}

run neovim-trixie setup
run neovim-forky enable
run neovim-trixie setup conversation.smtp conversation.lua
run neovim-forky enable conversation.smtp conversation.lua
# Without a server the check must fail: a test that passes then proves nothing.
if SMTP_LSP=/nonexistent/smtp-lsp run neovim-forky enable >/dev/null 2>&1; then
  fail "Neovim's check passes without a server"
fi
echo "Neovim: passed"
