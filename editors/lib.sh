# Shared by the tests of the editors: where things are, and how they are fetched. Sourced, never run.
# Every test fails in plain words when the server or a program that it needs is missing.
set -euo pipefail

editors=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$editors")
# What the tests download is kept here between runs; git ignores the folder inside the project.
cache=${SMTP_LSP_EDITOR_CACHE:-$editors/.cache}
mkdir -p "$cache"
# The server under test.
server=${SMTP_LSP:-$root/target/debug/smtp-lsp}
export SMTP_LSP=$server
export DEBIAN_FRONTEND=noninteractive

fail() {
  echo "FAIL: $*" >&2
  exit 1
}

# retry WHAT COMMAND...: runs a download up to three times.
retry() {
  local what=$1 try
  shift
  for try in 1 2 3; do
    if "$@"; then return 0; fi
    echo "attempt $try of 3 failed: $what" >&2
    sleep $((try * 2))
  done
  fail "could not be installed: $what"
}

need_server() {
  [ -x "$server" ] || fail "the server is missing: $server (cargo build, or set SMTP_LSP)"
}

# debian PROGRAM PACKAGE...: installs Debian packages unless the program is there.
debian() {
  local program=$1
  shift
  command -v "$program" >/dev/null && return 0
  retry "Debian packages $*" install_debian "$@"
  command -v "$program" >/dev/null || fail "$program is not there after installing $*"
}

install_debian() {
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >"$cache/apt.log" 2>&1
}

# unpacked SUITE FOLDER BINARY PACKAGE...: a program of another Debian suite, unpacked into the cache with its own
# libraries; the system is left alone. BINARY is its path below the unpacked root.
unpacked() {
  local suite=$1 folder=$cache/$2 binary=$3
  shift 3
  [ -x "$folder/root/$binary" ] && [ -e "$folder/complete" ] && return 0
  debian patchelf patchelf
  rm -rf "$folder"
  retry "$* of Debian $suite" env PATCH="$binary" "$editors/fetch-debs.sh" "$suite" "$folder" "$@"
  touch "$folder/complete"
}

# A home of its own for each run, so that nobody's settings interfere and nothing is left behind.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
