# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by tests/cli/policy_*.test, after harness.bash.

# A configuration in ./conf whose main.cf says this, and one smtp service.
config() {
  mkdir -p conf
  printf '%s\n' 'compatibility_level = 3.6' "queue_directory = $PWD/spool" "$@" >conf/main.cf
  printf '%s\n' 'smtp unix - - n - - smtp' >conf/master.cf
}
policy() { run -c "$PWD/conf" --postfix-version "${VERSION:-3.7.11}" policy "$@"; }
expect_table() { check 'the table' diff "${TABLE:-table}" <(printf '%s\n' "$@"); }
ids() { jq -r '[.findings[].id] | sort | join(" ")' "$OUT"; }
expect_ids() { [ "$(ids)" = "$1" ] || fail "findings: \"$(ids)\", not \"$1\""; }
# Nothing in the directory changed since `keep`.
keep() { kept=$(find . -type f -exec sha256sum {} +); }
expect_kept() { [ "$(find . -type f -exec sha256sum {} +)" = "$kept" ] || fail 'something changed'; }
