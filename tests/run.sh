#!/usr/bin/env bash
# Builds everything (Debug, warnings as errors) and runs every check. Works from any folder, as root or with sudo.
# The first time it installs what is missing; afterwards it needs no network.
#   VEKHA_TIDY=1 tests/run.sh   also runs clang-tidy over changed files
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../tools/setup.sh"
cd "$vekha_root"
passed=0 failed=0
logs=$vekha_root/build/logs
mkdir -p "$logs"

# check NAME COMMAND...: quiet when it passes, its whole output when it does not.
check() {
  local name=$1 log=$logs/${1// /-}.log
  shift
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'ok    %s\n' "$name"
    passed=$((passed + 1))
  else
    cat "$log"
    printf 'FAIL  %s\n' "$name"
    failed=$((failed + 1))
    return 1
  fi
}

finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [[ $failed -eq 0 ]]
  exit
}

# ctest counts its own tests; its closing lines are shown as they are.
run_ctest() {
  local log=$logs/ctest.log status=0
  ctest --test-dir build/dev --parallel 2 --output-on-failure --no-tests=error >"$log" 2>&1 </dev/null || status=$?
  if [[ $status -ne 0 ]]; then
    grep -avE '(^ +Start +[0-9]+: | Passed +[0-9.]+ sec$)' "$log" || true
  else
    grep -aE '^[0-9]+% tests passed|^Total Test time' "$log"
  fi
  local summary
  summary=$(grep -aoE '[0-9]+ tests? failed out of [0-9]+' "$log") || {
    failed=$((failed + 1))
    return
  }
  local bad=${summary%% *} all=${summary##* }
  failed=$((failed + bad)) passed=$((passed + all - bad))
  if [[ $status -ne 0 && $bad -eq 0 ]]; then failed=$((failed + 1)); fi
}

install_packages build test
install_buf
check "proto lint" "$buf" lint || true
check "format" tools/format.sh --check || true
check "shell scripts" shellcheck -x -P SCRIPTDIR service/run.sh tests/run.sh .ci/run tools/setup.sh tools/format.sh \
  tools/tidy.sh tests/fuzz/run.sh || true
check "configure" configure dev || finish
check "build" build dev || finish
run_ctest
check "fuzz" tests/fuzz/run.sh || true
if [[ ${VEKHA_TIDY-} == 1 ]]; then check "clang-tidy of changed files" tools/tidy.sh || true; fi
finish
