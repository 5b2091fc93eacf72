#!/usr/bin/env bash
# Formats every tracked C++ file, or with --check only says which lines differ.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
cd "$vekha_root"
if [[ ${1-} == --check ]]; then
  tracked_sources | xargs -0 -r clang-format --dry-run -Werror
else
  tracked_sources | xargs -0 -r clang-format -i
fi
