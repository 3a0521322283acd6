// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

#include <catch2/catch.hpp>

#include "core/parameters.hpp"

using namespace postseal;

TEST_CASE("advice: every parameter of the table has a text", "[advice]") {
  for (const std::string& name : parameter_names()) {
    INFO(name);
    const Advice advice = advice_of(name);
    CHECK_FALSE(advice.what.empty());
    CHECK_FALSE(advice.advice.empty());
    CHECK((advice.what.ends_with('.') && advice.advice.ends_with('.')));
  }
  CHECK(advice_of("nonsense").what.empty());
}

TEST_CASE("advice: every row is about a parameter, in order", "[advice]") {
  for (const auto rows : {advice_for_smtpd(), advice_for_smtp(), advice_for_smtp_files(),
                          advice_for_library(), advice_for_relatives()})
    for (std::size_t i = 0; i < rows.size(); ++i) {
      INFO(rows[i].name);
      CHECK(find_parameter(rows[i].name).has_value());
      if (i > 0) CHECK(rows[i - 1].name < rows[i].name);
    }
}

TEST_CASE("advice: a twin speaks of its own names", "[advice]") {
  CHECK(advice_of("lmtp_tls_mandatory_protocols").advice.find("lmtp_tls_mandatory_protocols = ") !=
        std::string::npos);
  for (const std::string& name : parameter_names())
    if (name.starts_with("lmtp_")) {
      INFO(name);
      CHECK(advice_of(name).advice.find("smtp_tls_") == std::string::npos);
    }
  CHECK(advice_of("tlsproxy_tls_ciphers").advice.find("what smtpd_tls_ciphers is") !=
        std::string::npos);
}

TEST_CASE("advice: a history of defaults begins with the parameter", "[advice]") {
  const PostfixVersion newest = newest_stable_postfix;
  for (const std::string& name : parameter_names()) {
    INFO(name);
    const auto history = default_history(name);
    REQUIRE_FALSE(history.empty());
    CHECK(history.front().since == find_parameter(name)->since);
    if (known(name, newest)) {
      bool has_current = false;
      for (const DefaultChange& one : history)
        has_current = has_current || one.value == default_of(name, newest);
      CHECK(has_current);
    }
  }
  CHECK(default_history("smtpd_tls_ccert_verifydepth").size() == 2);
  CHECK(default_history("nonsense").empty());
}
