// SPDX-License-Identifier: MIT
#include "core/shell_config.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

TEST_CASE("shell config: the last line that sets a name counts, without its quotes", "[hooks]") {
  const auto hook = [](std::string_view text) { return assigned_value(text, "HOOK"); };
  CHECK(hook("HOOK=/etc/dehydrated/hook.sh\n") == "/etc/dehydrated/hook.sh");
  CHECK(hook("HOOK=\"/a b/hook\" # why\n") == "/a b/hook");
  CHECK(hook("HOOK='/a b/hook'; x=1\nOTHER=2") == "/a b/hook");
  CHECK(hook("  export HOOK=a\\ b\r\n") == "a b");
  CHECK(hook("HOOK=\"${BASEDIR}/hook.sh\"") == "${BASEDIR}/hook.sh");
  CHECK(hook("HOOK=/first\nHOOK=/second") == "/second");
  CHECK(hook("HOOK=") == "");
}

TEST_CASE("shell config: comments and longer names set nothing", "[hooks]") {
  CHECK_FALSE(assigned_value("#HOOK=/x\n# HOOK=/x\nHOOK_CHAIN=yes\nMYHOOK=/x\nHOOK", "HOOK"));
  CHECK_FALSE(assigned_value("", "HOOK"));
}
