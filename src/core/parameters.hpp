// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/version.hpp"

namespace postseal {

// What a value of a parameter is.
enum class ValueType {
  boolean,
  choice,
  integer,
  time,
  text,
  list,
  path,
  path_list,
  directory,
  map
};

// "boolean", "choice", ...
[[nodiscard]] std::string_view name_of(ValueType type);

// Releases as people read them: "3.9, 3.8.1, 3.7.6"; empty: never.
using Releases = std::string;

// What is known of a TLS parameter of main.cf. The table holds those of Postfix 2.3 to 3.12.
struct Parameter {
  std::string name{};
  ValueType type = ValueType::text;
  Releases since{};
  Releases deprecated{};  // since when postconf warns about its use
  Releases ignored{};     // since when it has no effect
  Releases removed{};     // since when the name is unknown
  std::string values{};   // the closed set of its values, where it has one
  std::string replacement{};
  std::string note{};  // one line; may be empty
};

// nullopt: no TLS parameter of any version.
[[nodiscard]] std::optional<Parameter> find_parameter(std::string_view name);

// Every name in the table, sorted.
[[nodiscard]] std::vector<std::string> parameter_names();

// Whether this version knows the name (`postconf -n` does not call it unused).
[[nodiscard]] bool known(std::string_view name, const PostfixVersion& version);

// Whether postconf of this version warns that the parameter will be removed.
[[nodiscard]] bool deprecated(std::string_view name, const PostfixVersion& version);

// Whether the parameter is known to this version and does nothing.
[[nodiscard]] bool ignored(std::string_view name, const PostfixVersion& version);

// The parameter to use instead in this version; nullopt: none, or none yet.
[[nodiscard]] std::optional<std::string> replacement(std::string_view name,
                                                     const PostfixVersion& version);

// The default as `postconf -d` prints it, unexpanded ("$smtpd_tls_cert_file"), for a Postfix built
// with OpenSSL 1.1.1 to 3.4. nullopt: the version does not know the parameter.
[[nodiscard]] std::optional<std::string> default_of(std::string_view name,
                                                    const PostfixVersion& version);

// A default that holds from some releases on, as postconf -d prints it.
struct DefaultChange {
  Releases since{};
  std::string value{};
};

// Every default a parameter has had, the first one first; none for other names.
[[nodiscard]] std::vector<DefaultChange> default_history(std::string_view name);

// The name a misspelt one was probably meant to be: one this version knows (see nearest.hpp).
// nullopt: none is near, or NAME itself is known.
[[nodiscard]] std::optional<std::string> nearest_parameter(std::string_view name,
                                                           const PostfixVersion& version);

}  // namespace postseal
