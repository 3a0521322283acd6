#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Nothing is left over in the sources: tidiness.sh SOURCE
set -u
cd "${1:?usage: tidiness.sh SOURCE}" || exit 1
bad=0
complain() { # WHAT, then lines on stdin
  while IFS= read -r line; do
    echo "$1: $line"
    bad=1
  done
}
files() {
  find . -type d \( -name .git -o -name 'build*' -o -name postseal-demo \) -prune -o -type f -print |
    sed 's|^\./||' | sort
}

complain 'no SPDX line at its head' < <(
  files | grep -E '^(src|tests|\.ci|cmake|completions)/|^quickstart$|CMakeLists\.txt$' |
    grep -vE '\.(md|tsv|txt\.in)$|^(src/core/data|tests/golden)/' |
    while IFS= read -r file; do
      head -3 "$file" | grep -q 'SPDX-License-Identifier: MIT' || echo "$file"
    done
)
complain 'more than 300 lines' < <(
  find src tests .ci -type f \( -name '*.[ch]pp' -o -name '*.sh' -o -name '*.test' -o -name run \) \
    -exec wc -l {} + | awk '$1 > 300 && $2 != "total" { print $2 ": " $1 }'
)
# A path that exists on one machine only: where this tree is, or somebody's home.
here=$(pwd -P)
case $here in /*/*) ;; *) here=/home/ ;; esac
complain 'a path of one machine' < <(
  files | tr '\n' '\0' | xargs -0 grep -InE -- "$here|/home/[a-z]|/Users/" |
    grep -v '^tests/tidiness.sh:'
)
complain 'unfinished' < <(
  files | grep -E '^(src|tests|\.ci)/' | tr '\n' '\0' |
    xargs -0 grep -InE '\b(TO[D]O|FIX[M]E|X[X]X|HAC[K])\b'
)
complain 'a blank at the end of a line' < <(
  files | grep -E '\.([ch]pp|sh|test|part|md|txt|json)$' | tr '\n' '\0' |
    xargs -0 grep -InE '[[:blank:]]+$' | cut -d: -f1,2
)
exit "$bad"
