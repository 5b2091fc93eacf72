#!/usr/bin/env bash
# Our conditions beside CEL in JavaScript, in one run on this machine: tests/bench/peers/run.sh [SECONDS]
# Builds condition_bench (preset release), installs the peers into build/peers (npm, node 20; the network only the first
# time), measures all in turn for SECONDS (0.3) a round, the best of seven rounds each, and prints evaluations a second and
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

ours=$(build/release/bin/condition_bench --benchmark_filter='/(Compare|Filter)$' --benchmark_min_time="$seconds" \
  --benchmark_repetitions=7 --benchmark_format=json 2>/dev/null)
peers=$(PEERS_SECONDS=$seconds node build/peers/peers.mjs)
OURS=$ours PEERS=$peers node tests/bench/peers/compare.mjs
