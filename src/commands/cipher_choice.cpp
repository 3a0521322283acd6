// SPDX-License-Identifier: MIT
#include "commands/cipher_choice.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/text.hpp"

namespace postseal {
namespace {

using Suites = std::optional<std::vector<net::CipherSuite>>;

// The OpenSSL list of a grade; "": there is no such grade.
std::string list_of_grade(const TlsEngine& engine, const std::string& grade) {
  const bool merged = engine.version() >= PostfixVersion{3, 8, 0};
  std::string word = lower(grade);
  if (merged && (word == "low" || word == "export")) word = "medium";
  constexpr std::array grades{"high", "medium", "low", "export", "null"};
  if (std::find(grades.begin(), grades.end(), word) == grades.end()) return "";
  return engine.value(fmt::format("tls_{}_cipherlist", word));
}

std::vector<std::string> tokens_of(std::string_view text) {
  constexpr std::string_view separators = ", \t\r\n:";
  std::vector<std::string> tokens;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(separators), text.size()));
    if (text.empty()) return tokens;
    tokens.emplace_back(text.substr(0, text.find_first_of(separators)));
    text.remove_prefix(tokens.back().size());
  }
}

Suites refuse(TlsEngine& engine, const CipherChoice& choice, const std::string& name,
              TlsEngine::Complaint complaint) {
  engine.stop(EngineState::failing);
  complaint.message += ": " + choice.consequence;
  engine.complain(name, std::move(complaint));
  return std::nullopt;
}

Suites refuse_exclusion(TlsEngine& engine, const CipherChoice& choice, const std::string& name,
                        const std::string& token) {
  engine.warn("{}: invalid unary '!+-@' in cipher exclusion: {}", choice.peer, token);
  return refuse(engine, choice, name,
                {.id = "cipher-exclusion-malformed",
                 .message = fmt::format("has \"{}\", and no name of a cipher begins with \"{}\"",
                                        escaped(token), token.substr(0, 1)),
                 .hint = "write the names alone, without a sign"});
}

}  // namespace

Suites set_ciphers(TlsEngine& engine, const CipherChoice& choice) {
  const std::string name = engine.name(choice.enforce ? "mandatory_ciphers" : "ciphers");
  const std::string grade = engine.value(name);
  std::string list = list_of_grade(engine, grade);
  if (list.empty()) {
    engine.warn("{}: invalid cipher grade: \"{}\"", choice.peer, grade);
    return refuse(engine, choice, name,
                  {.id = "cipher-grade-unknown",
                   .message = fmt::format("is \"{}\", which is no cipher grade", escaped(grade)),
                   .hint = fmt::format("{} = medium", name)});
  }
  const std::string excluding = engine.name("exclude_ciphers");
  const std::string mandatory = engine.name("mandatory_exclude_ciphers");
  std::vector<std::pair<std::string, std::string>> exclusions{{excluding, engine.value(excluding)}};
  if (choice.enforce) exclusions.emplace_back(mandatory, engine.value(mandatory));
  exclusions.emplace_back(excluding, choice.also_excluded);
  for (const auto& [parameter, names] : exclusions)
    for (const std::string& token : tokens_of(names)) {
      if (std::string_view("!+-@").find(token.front()) != std::string_view::npos)
        return refuse_exclusion(engine, choice, parameter, token);
      list += ":!" + token;
    }
  auto suites = net::cipher_suites(list);
  if (suites) return suites;
  engine.warn("{}: error setting cipher grade: \"{}\"", choice.peer, grade);
  return refuse(
      engine, choice, excluding,
      {.id = "ciphers-none",
       .message = "no cipher is left",
       .hint = fmt::format("leave {} and tls_*_cipherlist at their defaults", excluding)});
}

}  // namespace postseal
