// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/main_cf.hpp"

namespace postseal {

// An entry of master.cf. Fields are as written: "-" is Postfix's default.
struct Service {
  std::string name{};  // "smtp", "127.0.0.1:465", "submission"
  std::string type{};  // "inet", "unix", "fifo", "pass", "unix-dgram"
  std::string is_private{};
  std::string unprivileged{};
  std::string chroot{};
  std::string wakeup{};
  std::string process_limit{};
  std::vector<std::string> command{};      // the program and its arguments; braces kept
  std::vector<ParameterLine> overrides{};  // -o, in order; the last one of a name counts
  int line = 0;
  int last_line = 0;

  // "submission/inet", as postconf -P and -F name it.
  [[nodiscard]] std::string key() const { return name + "/" + type; }
  // The override that counts; null: none.
  [[nodiscard]] const ParameterLine* find(std::string_view parameter) const;
};

// What master.cf says; findings as in MainCf ("config-malformed").
struct MasterCf {
  std::string path{};
  std::vector<Service> services{};  // in the order of the file
  std::vector<Finding> findings{};

  [[nodiscard]] const Service* find(std::string_view key) const;
};

// Reads the text of master.cf; never throws. `-o name=value`, `-oname=value` and
// `-o { name = value }` are understood. Entries after a repeated name/type are kept too.
[[nodiscard]] MasterCf parse_master_cf(std::string_view text, std::string path);

// A port of TCP by its number or by a name of services(5) that mail servers use: smtp, submission,
// submissions, smtps, ssmtp, urd, lmtp. nullopt: neither.
[[nodiscard]] std::optional<int> smtp_port_of(std::string_view text);

// The address an inet service listens on: HOST is empty for inet_interfaces, brackets are dropped.
struct Endpoint {
  std::string host{};
  int port = 0;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

// nullopt: no inet service, or a port name that is not one of SMTP's (smtp, submission,
// submissions, smtps, ssmtp, urd, lmtp).
[[nodiscard]] std::optional<Endpoint> endpoint_of(const Service& service);

}  // namespace postseal
