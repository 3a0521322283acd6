#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What is installed and packaged, and how others build it: packaging.sh SOURCE BUILD
set -u
source=${1:?usage: packaging.sh SOURCE BUILD}
build=${2:?usage: packaging.sh SOURCE BUILD}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
complain() {
  echo "$1"
  bad=1
}
expect_line() { # FILE REGEX
  grep -qE -- "$2" "$1" || complain "$(basename "$1") has no line $2"
}

# ---- cmake --install ----
DESTDIR=$work/root cmake --install "$build" --prefix /usr/local >"$work/install.log" 2>&1 ||
  complain "cmake --install fails: $(cat "$work/install.log")"
(cd "$work/root" && find . -type f | sort) >"$work/installed"
for file in bin/postseal share/bash-completion/completions/postseal \
  share/fish/vendor_completions.d/postseal.fish share/zsh/site-functions/_postseal \
  share/doc/postseal/README.md share/doc/postseal/LICENSE share/doc/postseal/CHANGELOG.md; do
  expect_line "$work/installed" "^\./usr/local/$file\$"
done
expect_line "$work/installed" '^\./usr/local/share/man/man1/postseal\.1(\.gz)?$'
! grep -vE '^\./usr/local/(bin/postseal$|share/)' "$work/installed" >"$work/strangers" ||
  complain "installed as well: $(tr '\n' ' ' <"$work/strangers")"
if [ -d "$source/templates" ]; then
  (cd "$source" && find templates -type f) >"$work/templates"
  while IFS= read -r file; do
    grep -qF "./usr/local/share/postseal/$file" "$work/installed" || complain "$file is not installed"
  done <"$work/templates"
fi
units=share/postseal/templates/systemd
for unit in "$work/root/usr/local/$units"/*.service; do
  expect_line "$unit" '^ExecStart=/usr/local/bin/postseal '
done
"$work/root/usr/local/bin/postseal" --version >/dev/null || complain 'the installed binary fails'
page=$(find "$work/root" -name 'postseal.1*')
if command -v man >/dev/null; then
  MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 "$page" 2>"$work/man.err" >/dev/null
  [ ! -s "$work/man.err" ] || complain "the manual page: $(head -5 "$work/man.err")"
else
  echo 'skipped: man is missing, so the manual page was not read'
fi

# ---- the Debian package ----
if command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null; then
  cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/deb" >"$work/cpack.log" 2>&1 ||
    complain "cpack fails: $(tail -5 "$work/cpack.log")"
  deb=$(echo "$work"/deb/*.deb)
  dpkg-deb -I "$deb" >"$work/control"
  dpkg-deb -c "$deb" >"$work/contents"
  for line in 'Package: postseal' 'Section: mail' 'Recommends: postfix' 'Depends: .*libssl3' \
    'Maintainer: .+ <.+@.+>'; do
    expect_line "$work/control" "^ $line"
  done
  dpkg-deb --fsys-tarfile "$deb" |
    tar -xO "./usr/$units/postseal-apply.service" >"$work/packaged.service"
  expect_line "$work/packaged.service" '^ExecStart=/usr/bin/postseal '
  ! grep -E '^ (Depends|Pre-Depends):.*postfix' "$work/control" ||
    complain 'the package depends on postfix'
  expect_line "$work/contents" '^-rwxr-xr-x root/root .* \./usr/bin/postseal$'
  expect_line "$work/contents" '\./usr/share/man/man1/postseal\.1'
  expect_line "$work/contents" '\./usr/share/doc/postseal/copyright$'
  ! grep -E ' \./usr/local| \./etc|unit_tests' "$work/contents" || complain 'that is no place'
else
  echo 'skipped: dpkg-shlibdeps is missing, so no package was made'
fi

# ---- a part of somebody else's build, without any test package ----
mkdir "$work/outer"
cat >"$work/outer/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.25)
project(outer CXX)
add_subdirectory($source postseal)
if(TARGET unit_tests)
  message(FATAL_ERROR "a subproject has tests")
endif()
if(NOT TARGET postseal)
  message(FATAL_ERROR "a subproject has no postseal")
endif()
CMAKE
cmake -S "$work/outer" -B "$work/outer/build" -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON \
  >"$work/outer.log" 2>&1 || complain "as a subproject: $(tail -5 "$work/outer.log")"
cmake -S "$source" -B "$work/alone" -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON >"$work/alone.log" 2>&1 ||
  complain "a build without Catch2: $(tail -5 "$work/alone.log")"
exit "$bad"
