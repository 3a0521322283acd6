# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Debian packages for ./quickstart and tests/run; source it.
#   packages_need PACKAGE...   installs those that are missing, and says what it does
#   packages_jobs              how many compilers fit this machine: processors, 1 GiB each
# Exits 1 with one clear message where packages are missing and cannot be installed.

# What a build needs (openssl makes test fixtures and is what people compare with).
# Both lists are for the scripts that source this file.
# shellcheck disable=SC2034
packages_for_build=(
  cmake g++ make pkg-config
  libasio-dev libc-ares-dev libcli11-dev libfmt-dev libidn2-dev libkainjow-mustache-dev libspdlog-dev libssl-dev
  libtomlplusplus-dev nlohmann-json3-dev
)
# shellcheck disable=SC2034
packages_for_tests=(
  ansible-core bsdextrautils catch2 certbot clang-16 curl dehydrated dpkg-dev e2fsprogs faketime
  fish gnutls-bin iproute2 jq lego libclang-rt-16-dev man-db mount ninja-build openssl pebble postfix
  postfix-cdb postfix-lmdb procps python3 shellcheck strace systemd uacme util-linux zsh
)

# packages_who: the script as its user calls it, for messages.
packages_fail() { # MESSAGE HINT
  echo "${packages_who:-$0}: error: $1" >&2
  echo "${packages_who:-$0}: hint: $2" >&2
  exit 1
}

packages_missing() {
  local package
  for package; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      echo "$package"
  done
}

# Installing a package must not start its daemon, nor certbot's its timer: invoke-rc.d and
# deb-systemd-invoke ask this program. One that is there already is somebody else's answer, and stays.
packages_policy=/usr/sbin/policy-rc.d
packages_start_nothing() {
  packages_policy_made=
  [ ! -e "$packages_policy" ] || return 0
  printf '#!/bin/sh\nexit 101\n' | "${packages_root[@]}" tee "$packages_policy" >/dev/null
  "${packages_root[@]}" chmod 755 "$packages_policy"
  packages_policy_made=1
}
packages_start_again() {
  [ -z "${packages_policy_made:-}" ] || "${packages_root[@]}" rm -f "$packages_policy"
  packages_policy_made=
}

packages_apt() {
  "${packages_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -q -y \
    -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@"
}

packages_install() {
  # A package that would push another one out (postfix and exim4, say) is the user's to decide.
  packages_apt install --no-install-recommends --no-remove "$@"
}

packages_need() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "== this is no Debian: what stands for these packages must be there already:"
    echo "   $*"
    return
  fi
  local missing
  mapfile -t missing < <(packages_missing "$@")
  if [ "${#missing[@]}" = 0 ]; then
    echo "== all packages are there"
    return
  fi
  packages_root=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null ||
      packages_fail "these packages are missing, and only root can install them: ${missing[*]}" \
        "sudo apt-get install ${missing[*]}"
    packages_root=(sudo -n)
  fi
  echo "== installing what is missing: ${missing[*]}"
  if [[ " ${missing[*]} " = *' postfix '* ]]; then
    # Postfix asks what it shall be; nothing it could say matters here.
    echo 'postfix postfix/main_mailer_type select Local only' |
      "${packages_root[@]}" debconf-set-selections
  fi
  trap packages_start_again EXIT
  packages_start_nothing
  # The lists of a fresh image are empty or old: fetch them only when they do not do.
  packages_install "${missing[@]}" >/dev/null 2>&1 || {
    packages_apt update >/dev/null || true
    packages_install "${missing[@]}" || packages_fail \
      "these packages could not be installed: ${missing[*]}" \
      'apt-get says why above; without a network install them by hand and start again'
  }
  packages_start_again
  trap - EXIT
}

packages_jobs() {
  local processors gibibytes
  processors=$(nproc 2>/dev/null || echo 1)
  gibibytes=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null)
  gibibytes=${gibibytes:-1}
  if [ "$gibibytes" -lt 1 ]; then gibibytes=1; fi
  echo $((processors < gibibytes ? processors : gibibytes))
}
