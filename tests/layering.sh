#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A layer includes only what stands below it, and each heavy library has one home: layering.sh SOURCE
set -u
cd "${1:?usage: layering.sh SOURCE}/src" || exit 1
bad=0
complain() { # WHAT, then grep's lines on stdin
  while IFS= read -r line; do
    echo "$1: $line"
    bad=1
  done
}
only() { # LAYER ALLOWED... : our own includes of LAYER
  layer=$1
  shift
  allowed=$(IFS='|'; echo "$*")
  complain "src/$layer may include only $*" < <(
    grep -rnE '#include "' "$layer" | grep -vE "#include \"($allowed)/")
}
only core core
only crypto crypto core
only net net crypto core
only system system net crypto core
only commands commands system net crypto core
only cli cli commands system net crypto core

home() { # PATTERN WHERE : PATTERN is included only in files that match WHERE
  complain "$1 belongs to $2" < <(grep -rnE "#include <($1)" . | grep -vE "^\./($2)")
}
home 'openssl/' '(crypto|net)/'
home 'asio' 'net/[a-z_]*\.cpp'
home 'ares' 'net/mx_lookup\.cpp'
home 'netdb\.h|sys/socket' 'net/'
complain 'openssl/ in a header: only openssl/types.h' < <(
  grep -rnE '#include <openssl/' --include='*.hpp' . |
    grep -vE 'openssl/types\.h|^\./crypto/openssl\.hpp')
home 'CLI/' 'cli/parse\.cpp'
home 'spdlog/' 'cli/log\.cpp'
home 'kainjow/' 'core/renderer\.cpp'
home 'idn2' 'core/names\.cpp'
home 'toml' 'core/settings_tree\.cpp'
home 'nlohmann/json\.hpp' 'core/json\.hpp'
complain 'core/json.hpp in a header: it costs two seconds each time' < <(
  grep -rn '#include "core/json.hpp"' --include='*.hpp' .)
home 'spawn\.h|sys/wait|fcntl|sys/file' 'system/'
exit "$bad"
