#!/bin/sh
# fetch-debs.sh SUITE FOLDER PACKAGE...: unpacks packages of another Debian suite with all that they depend on, their
# C library included, below FOLDER/root. apt gets a state of its own, so the system's apt and dpkg never hear of it.
# PATCH names binaries below the root that shall run in place: their interpreter and library path are set to that
# root, while their children (the server under test) go on using the system's libraries. FOLDER must not move later.
set -eu
suite=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
shift 2
mirror=$(awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^http/) { print $i; exit } }' \
  /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true)
[ -n "$mirror" ] || { echo "no Debian mirror in /etc/apt" >&2; exit 1; }
state=$folder/apt
mkdir -p "$state/etc/preferences.d" "$state/etc/apt.conf.d" "$state/state/lists/partial" "$state/cache/archives/partial" "$folder/root"
: >"$state/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$state/etc/sources.list"
apt() {
  apt-get -qq -o Dir::Etc="$state/etc" -o Dir::Etc::sourcelist="$state/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State="$state/state" -o Dir::State::status="$state/status" -o Dir::Cache="$state/cache" \
    -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1 -o APT::Install-Recommends=0 -o Acquire::Languages=none "$@"
}
apt update
apt --download-only -y install "$@"
for package in "$state"/cache/archives/*.deb; do
  dpkg -x "$package" "$folder/root"
done
rm -rf "$state"
loader=$folder/root/usr/lib64/ld-linux-x86-64.so.2
[ -e "$loader" ] || loader=$folder/root/lib64/ld-linux-x86-64.so.2
for binary in ${PATCH:-}; do
  patchelf --set-interpreter "$loader" --force-rpath \
    --set-rpath "$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu" "$folder/root/$binary"
done
