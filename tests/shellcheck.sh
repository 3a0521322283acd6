#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every shell script of the project passes shellcheck: shellcheck.sh SOURCE
set -u
cd "${1:?usage: shellcheck.sh SOURCE}" || exit 1
command -v shellcheck >/dev/null || {
  echo 'skipped: shellcheck is missing'
  exit 77
}
bad=0
mapfile -t scripts < <(
  printf '%s\n' .ci/run quickstart
  find src tests .ci -type f \( -name run -o -name '*.sh' -o -name '*.bash' -o -name '*.test' \) |
    sort
)
[ "${#scripts[@]}" -gt 5 ] || {
  echo "only ${#scripts[@]} scripts found: is $1 the source tree?"
  exit 1
}
shellcheck --shell=bash --severity=warning "${scripts[@]}" || bad=1
# Parts are sourced under `set -e`: a cd that fails ends them.
find tests/fixtures -name '*.part' -exec \
  shellcheck --shell=bash --severity=warning --exclude=SC2164 {} + || bad=1
exit "$bad"
