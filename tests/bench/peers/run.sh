#!/usr/bin/env bash
# Our conditions beside CEL in JavaScript, in one run on this machine: tests/bench/peers/run.sh [SECONDS]
# Builds condition_bench (preset release), installs the peers into build/peers (npm, node 20; the network only the first
# time), measures each for SECONDS (0.3), the best round counting, and prints evaluations a second and
# ratios. Fails when a peer is ahead.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/setup.sh"
cd "$vekha_root"

seconds=${1:-0.3}
[[ $seconds =~ ^[0-9]+(\.[0-9]+)?$ ]] || fail "usage: tests/bench/peers/run.sh [SECONDS]"
for tool in node npm; do
  command -v "$tool" >/dev/null || fail "$tool is needed for the peers"
done

install_peers() {
  local source=tests/bench/peers target=build/peers
  mkdir -p "$target"
  cp "$source/package.json" "$source/package-lock.json" "$source/peers.mjs" "$target/"
  cmp -s "$source/package-lock.json" "$target/node_modules/installed.json" && return
  npm ci --prefix "$target" --no-audit --no-fund --loglevel=error || fail "npm could not install the peers (no network?)"
  cp "$source/package-lock.json" "$target/node_modules/installed.json"
}

install_packages build
configure release >/dev/null
build release condition_bench
install_peers

build/release/bin/condition_bench --benchmark_filter='/(Compare|Filter)$' --benchmark_min_time="$seconds" \
  --benchmark_repetitions=3 --benchmark_format=json >build/peers/ours.json 2>/dev/null
PEERS_SECONDS=$seconds node build/peers/peers.mjs >build/peers/peers.json
node tests/bench/peers/compare.mjs build/peers/ours.json build/peers/peers.json
