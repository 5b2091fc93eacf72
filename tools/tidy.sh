#!/usr/bin/env bash
# Runs clang-tidy over C++ sources: those changed since origin/main (or not yet committed), the files named, or --all.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$vekha_root"
[[ -f build/dev/compile_commands.json ]] || configure dev >/dev/null

changed_sources() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
  git diff --name-only -z --diff-filter=d "$base" -- '*.cc'
}

if [[ ${1-} == --all ]]; then
  git ls-files -z -- '*.cc'
elif [[ $# -gt 0 ]]; then
  printf '%s\0' "$@"
else
  changed_sources
fi | xargs -0 -r -n 1 -P "$(nproc)" clang-tidy -p build/dev --quiet
