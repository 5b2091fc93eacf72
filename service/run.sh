#!/usr/bin/env bash
# Vekha in one command: installs what building needs, builds, loads the demonstration into a fresh database, runs one
# day of it, prints what goes to whom, and serves it on 127.0.0.1:7443.
#   service/run.sh --once           stop after printing
#   service/run.sh --listen H:P     serve elsewhere
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../tools/setup.sh"
readonly day=2022-10-24
once=no listen=127.0.0.1:7443

usage() {
  echo "usage: service/run.sh [--once] [--listen HOST:PORT]" >&2
  exit 2
}
while [[ $# -gt 0 ]]; do
  case $1 in
    --once) once=yes ;;
    --listen)
      [[ $# -ge 2 ]] || usage
      listen=$2
      shift
      ;;
    *) usage ;;
  esac
  shift
done

build_release() {
  local log=$vekha_root/build/logs/release.log
  mkdir -p "${log%/*}"
  configure release >"$log" 2>&1 || { cat "$log" >&2 && fail "could not configure (log: $log)"; }
  [[ -x $vekha ]] || echo "building build/release/bin/vekha; the first time takes some minutes"
  if [[ -t 1 ]]; then
    build release vekha || fail "could not build"
  else
    build release vekha >"$log" 2>&1 || { cat "$log" >&2 && fail "could not build (log: $log)"; }
  fi
}

vekha=$vekha_root/build/release/bin/vekha
db=$vekha_root/build/demo/vekha.db
install_packages build
build_release
mkdir -p "${db%/*}"
rm -f "$db" "$db-wal" "$db-shm"
"$vekha" demo --db "$db"
echo
"$vekha" run --as-of "$day" --db "$db"
[[ $once == yes ]] && exit

server=()
[[ $listen == 127.0.0.1:7443 ]] || server=(--server "$listen")
cat <<TRY

Serving the demonstration on $listen (gRPC, with reflection). Stop with Ctrl+C. In another terminal try:
  PATH="$vekha_root/build/release/bin:\$PATH"
  vekha next "Мамедов М. Р." --as-of $day ${server[*]}
  vekha run --as-of $day ${server[*]}                  # the same day again changes nothing
  vekha tasks --org kambulat --as-of $day ${server[*]}
  vekha notifications list ${server[*]}
  vekha explain kambulat/kambulat-2022/3.5/2022-10-30 --as-of $day ${server[*]}
TRY
exec "$vekha" serve --db "$db" --listen "$listen"
