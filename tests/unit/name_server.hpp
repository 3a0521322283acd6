// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace postseal::test {

struct NameQuestion {
  std::string name{};  // in lower case, without the dot at its end
  int type = 0;        // of the DNS: 1 A, 15 MX, 28 AAAA
  bool by_tcp = false;
};

struct NameAnswer {
  int rcode = 0;
  std::vector<std::string> records{};  // as below
  bool truncated = false;
  std::string bytes{};  // in place of all that
};

// A record of the name that was asked for.
[[nodiscard]] std::string mx_record(int preference, std::string_view host);
[[nodiscard]] std::string a_record(std::string_view four_bytes);
[[nodiscard]] std::string cname_record(std::string_view target);
// One whose RDATA is not what it should be.
[[nodiscard]] std::string record(int type, std::string_view data);

// A name server on a port of 127.0.0.1, UDP and TCP, in a thread of its own.
class NameServer {
 public:
  // nullopt: it does not answer.
  using Answers = std::function<std::optional<NameAnswer>(const NameQuestion&)>;
  explicit NameServer(Answers answers);
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;
  ~NameServer();

  [[nodiscard]] std::string address() const;  // "127.0.0.1:PORT"

 private:
  void serve();
  void serve_datagram();
  void serve_connection();

  Answers answers_;
  int port_ = 0;
  int udp_ = -1;
  int tcp_ = -1;
  int stop_[2] = {-1, -1};
  std::thread thread_{};
};

}  // namespace postseal::test
