#!/usr/bin/env bash
# Sourced by service/run.sh, tests/run.sh and tools/*.sh: installs what is missing and configures builds.
# Nothing here asks the network for what is already there.

# Where the source is, whatever the caller's working directory.
vekha_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly vekha_root
readonly buf_version=1.75.0
readonly buf="$vekha_root/build/tools/node_modules/.bin/buf"

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "not root and no sudo here; as root run: $*"
  fi
}

# missing_packages WHEN...: the packages of these groups that are not installed, one a line.
missing_packages() {
  local groups=" $* " when package command
  while read -r when package command; do
    [[ $groups == *" $when "* ]] || continue
    [[ -n $command ]] && command -v "$command" >/dev/null && continue
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed* ]] || echo "$package"
  done < <(grep -v '^#' "$vekha_root/tools/packages.txt") | sort -u
}

# install_packages WHEN...
install_packages() {
  command -v dpkg-query >/dev/null ||
    fail "this is not Debian or Ubuntu; install what tools/packages.txt names by hand, then build with cmake --preset dev"
  local missing
  missing=$(missing_packages "$@")
  [[ -z $missing ]] && return
  echo "installing $(wc -w <<<"$missing") packages: ${missing//$'\n'/ }"
  local log=$vekha_root/build/logs/apt.log
  mkdir -p "${log%/*}"
  # shellcheck disable=SC2086  # one word a package
  if ! { as_root apt-get -qq -o DPkg::Lock::Timeout=300 update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
      install --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    fail "apt could not install: ${missing//$'\n'/ } (whole log: $log)"
  fi
}

# The proto linter, from npm; it needs the network only the first time.
install_buf() {
  [[ -x $buf && $("$buf" --version 2>/dev/null) == "$buf_version" ]] && return
  echo "installing buf $buf_version into build/tools"
  local log=$vekha_root/build/logs/npm.log
  mkdir -p "${log%/*}" "$vekha_root/build/tools"
  if ! npm install --prefix "$vekha_root/build/tools" --no-audit --no-fund --loglevel=error \
    "@bufbuild/buf@$buf_version" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    fail "npm could not install buf, which 'buf lint' needs (no network?)"
  fi
}

# configure PRESET: quick when nothing changed; anew when the source tree was moved or copied here.
configure() {
  local cache=$vekha_root/build/$1/CMakeCache.txt fresh=()
  if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$vekha_root" "$cache"; then
    fresh=(--fresh)
  fi
  (cd "$vekha_root" && cmake --preset "$1" "${fresh[@]}")
}

# build PRESET [TARGET...]: shows progress on a terminal and only problems elsewhere.
build() {
  local preset=$1 targets=() quiet=(--quiet)
  shift
  [[ $# -gt 0 ]] && targets=(--target "$@")
  [[ -t 1 ]] && quiet=()
  (cd "$vekha_root" && cmake --build --preset "$preset" "${targets[@]}" -- "${quiet[@]}")
}

# C++ files under version control, NUL-terminated, relative to the root.
tracked_sources() {
  git -C "$vekha_root" ls-files -z -- '*.h' '*.cc'
}
