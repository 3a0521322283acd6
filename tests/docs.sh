#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What is written about postseal fits it: docs.sh SOURCE POSTSEAL
# With POSTSEAL_ACCEPT=1 the checked-in completions are rewritten instead of compared.
set -u
source=${1:?usage: docs.sh SOURCE POSTSEAL}
postseal=${2:?usage: docs.sh SOURCE POSTSEAL}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1
bad=0
complain() {
  echo "$1"
  bad=1
}

declare -A completion=([bash]=postseal.bash [zsh]=_postseal [fish]=postseal.fish)
for shell in bash zsh fish; do "$postseal" completion $shell >"$work/$shell" || exit 1; done
if [ "${POSTSEAL_ACCEPT-}" = 1 ]; then
  mkdir -p "$source/completions"
  for shell in bash zsh fish; do cp "$work/$shell" "$source/completions/${completion[$shell]}"; done
  echo 'skipped: the completions were rewritten; compare them with git diff'
  exit 77
fi
for shell in bash zsh fish; do
  cmp -s "$work/$shell" "$source/completions/${completion[$shell]}" || complain \
    "completions/${completion[$shell]} is not what the binary writes: POSTSEAL_ACCEPT=1 ctest -R docs"
done

# The commands: rows of the groups of --help.
mapfile -t commands < <("$postseal" --help |
  sed -n '/^Options of every command/q; s/^  \([a-z0-9-]\+\( [a-z0-9-]\+\)\?\)  .*/\1/p')
[ "${#commands[@]}" -gt 1 ] || complain '--help lists no commands'
"$postseal" man | tr -d '\\' >"$work/man"

options_of() { # the options in a --help text
  sed -nE 's/^  (-[a-zA-Z], )?(--[a-z0-9-]+).*/\2/p'
}

for command in "${commands[@]}"; do
  # shellcheck disable=SC2086 # two words
  "$postseal" $command --help >"$work/help" 2>"$work/err" || complain "$command --help fails"
  [ ! -s "$work/err" ] || complain "$command --help talks on standard error"
  grep -qF "\`$command\`" "$source/README.md" || complain "README.md does not mention \`$command\`"
  sed "1,/^\.SS $command\$/d; /^\.SS /,\$d; /^\.SH /,\$d" "$work/man" >"$work/section"
  [ -s "$work/section" ] || complain "man page: no section for $command"
  for option in $(options_of <"$work/help"); do
    grep -qF -- "fB$option" "$work/section" || complain "man page: $command has no $option"
    grep -qF -- "'$command|$option'" "$work/bash" ||
      grep -qE -- "^ +options='([^']* )?${option}[ ']" "$work/bash" ||
      complain "bash completion: $command has no $option"
    sed "1,/^'$command')/d; /^  ;;/,\$d" "$work/zsh" | grep -qF -- "$option" ||
      complain "zsh completion: $command has no $option"
    grep -F "__postseal_at $command'" "$work/fish" | grep -qE -- "-l ${option#--}( |\$)" ||
      complain "fish completion: $command has no $option"
  done
done
for option in $("$postseal" --help | sed '1,/^Options of every command/d' | options_of); do
  for text in man bash zsh; do
    grep -qF -- "$option" "$work/$text" || complain "$text: no global option $option"
  done
  grep -qF -- "-l ${option#--}" "$work/fish" || complain "fish: no global option $option"
done
exit "$bad"
