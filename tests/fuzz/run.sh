#!/usr/bin/env bash
# Builds every fuzz target with clang and runs them, two at once: tests/fuzz/run.sh [SECONDS [NAME...]]
# Without arguments each takes a fixed number of inputs, the same on every machine and at every run, so that a failure
# tells of a change and not of luck. With SECONDS it searches that long: inputs found are kept in build/fuzz/corpus/NAME
# for the next search. Failing ones are in build/fuzz/crashes/NAME-*; a failing input runs alone with
# build/fuzz/bin/NAME_fuzz FILE. The committed seeds (tests/fuzz/corpus/NAME) are only read.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/setup.sh"
cd "$vekha_root"
readonly input_size_max=65536
readonly memory_max_mb=1024
readonly input_seconds_max=25
readonly random_seed=20221030
# About a minute each; a target that is not named here takes the fewest.
declare -A inputs=([bundle]=40000 [condition]=250000 [document]=8000 [rule_file]=50000 [table]=25000 [term]=130000)
readonly inputs_fewest=8000

# The order of hash tables, and with it what counts as new, follows addresses: where they may be, they are fixed.
at_fixed_addresses=(setarch --addr-no-randomize)
"${at_fixed_addresses[@]}" true 2>/dev/null || at_fixed_addresses=(env)

seconds=${1:-}
[[ $seconds =~ ^([1-9][0-9]*)?$ ]] || fail "usage: tests/fuzz/run.sh [SECONDS [NAME...]]"
shift $(($# > 0 ? 1 : 0))

# fuzz NAME: quiet but for its last figures when nothing is found.
fuzz() {
  local name=$1 log=build/fuzz/logs/$1.log dictionary=() extent=()
  local kept=build/fuzz/corpus/$name seeds=tests/fuzz/corpus/$name
  [[ -f tests/fuzz/$name.dict ]] && dictionary=(-dict="tests/fuzz/$name.dict")
  [[ -d $seeds ]] || fail "$seeds is missing: a target needs seeds"
  if [[ -n $seconds ]]; then
    extent=(-max_total_time="$seconds" -seed="$(date +%s)")
  else
    extent=(-runs="${inputs[$name]:-$inputs_fewest}" -seed="$random_seed" -reload=0)
    kept=build/fuzz/found/$name
    rm -rf "$kept"
  fi
  mkdir -p "$kept" build/fuzz/crashes build/fuzz/logs
  if ! "${at_fixed_addresses[@]}" "build/fuzz/bin/${name}_fuzz" "${extent[@]}" -max_len="$input_size_max" \
    -rss_limit_mb="$memory_max_mb" -timeout="$input_seconds_max" -artifact_prefix="build/fuzz/crashes/$name-" \
    -print_final_stats=1 "${dictionary[@]}" "$kept" "$seeds" >"$log" 2>&1 </dev/null; then
    tail -n 60 "$log"
    printf 'FAIL  fuzz %s (whole log: %s)\n' "$name" "$log"
    return 1
  fi
  printf 'ok    fuzz %s: %s inputs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
}

install_packages build test
configure fuzz >/dev/null
names=("$@")
if [[ ${#names[@]} -eq 0 ]]; then
  for source in tests/fuzz/*_fuzz.cc; do
    name=${source##*/}
    names+=("${name%_fuzz.cc}")
  done
fi
build fuzz "${names[@]/%/_fuzz}"

status=0 running=0
for name in "${names[@]}"; do
  if [[ $running -eq 2 ]]; then
    wait -n || status=1
    running=$((running - 1))
  fi
  fuzz "$name" &
  running=$((running + 1))
done
while [[ $running -gt 0 ]]; do
  wait -n || status=1
  running=$((running - 1))
done
exit "$status"
