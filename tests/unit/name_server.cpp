// SPDX-License-Identifier: MIT
#include "name_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace postseal::test {
namespace {

constexpr std::size_t header_size = 12;

std::string two(int number) {
  return {static_cast<char>(number >> 8 & 0xff), static_cast<char>(number & 0xff)};
}

int number_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes.at(at)) << 8 |
         static_cast<unsigned char>(bytes.at(at + 1));
}

// "mx.example.org" as the DNS writes it (RFC 1035, 3.1).
std::string wire(std::string_view name) {
  std::string bytes;
  while (!name.empty()) {
    const std::string_view label = name.substr(0, name.find('.'));
    bytes += static_cast<char>(label.size());
    bytes += label;
    name.remove_prefix(std::min(label.size() + 1, name.size()));
  }
  return bytes + '\0';
}

NameQuestion question_in(std::string_view bytes) {
  NameQuestion question;
  std::size_t at = header_size;
  while (bytes.at(at) != '\0') {
    const auto size = static_cast<std::size_t>(bytes.at(at));
    question.name += question.name.empty() ? "" : ".";
    question.name += bytes.substr(at + 1, size);
    at += 1 + size;
  }
  question.type = number_at(bytes, at + 1);
  return question;
}

std::string answer_bytes(std::string_view asked, const NameAnswer& answer) {
  if (!answer.bytes.empty()) return std::string(asked.substr(0, 2)) + answer.bytes;
  std::string bytes(asked.substr(0, 2));
  bytes += two(0x8180 | (answer.truncated ? 0x200 : 0) | answer.rcode);
  bytes += two(1) + two(static_cast<int>(answer.records.size())) + two(0) + two(0);
  bytes += asked.substr(header_size);
  for (const std::string& one : answer.records) bytes += one;
  return bytes;
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<in_port_t>(port));
  return address;
}

int bound(int kind, int port) {
  const int descriptor = ::socket(AF_INET, kind | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0)
    return descriptor;
  ::close(descriptor);
  return -1;
}

int port_of(int descriptor) {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

}  // namespace

std::string record(int type, std::string_view data) {
  // The name that was asked for (a pointer to it), class IN, 60 seconds.
  return two(0xc000 | static_cast<int>(header_size)) + two(type) + two(1) + two(0) + two(60) +
         two(static_cast<int>(data.size())) + std::string(data);
}
std::string mx_record(int preference, std::string_view host) {
  return record(15, two(preference) + wire(host));
}
std::string a_record(std::string_view four_bytes) { return record(1, four_bytes); }
std::string cname_record(std::string_view target) { return record(5, wire(target)); }

NameServer::NameServer(Answers answers) : answers_(std::move(answers)) {
  for (int tries = 0; tries < 100 && tcp_ < 0; ++tries) {
    if (udp_ >= 0) ::close(udp_);
    udp_ = bound(SOCK_DGRAM, 0);
    port_ = port_of(udp_);
    tcp_ = bound(SOCK_STREAM, port_);
  }
  if (tcp_ < 0 || ::listen(tcp_, 8) != 0 || ::pipe(stop_) != 0)
    throw std::runtime_error("no port of 127.0.0.1 is free");
  thread_ = std::thread([this] { serve(); });
}

NameServer::~NameServer() {
  ::close(stop_[1]);
  thread_.join();
  for (const int descriptor : {udp_, tcp_, stop_[0]}) ::close(descriptor);
}

std::string NameServer::address() const { return "127.0.0.1:" + std::to_string(port_); }

void NameServer::serve() {
  while (true) {
    std::array<pollfd, 3> waiting{{{udp_, POLLIN, 0}, {tcp_, POLLIN, 0}, {stop_[0], POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 || waiting[2].revents != 0) return;
    if (waiting[0].revents != 0) serve_datagram();
    if (waiting[1].revents != 0) serve_connection();
  }
}

void NameServer::serve_datagram() {
  std::array<char, 512> bytes{};
  sockaddr_in from{};
  socklen_t size = sizeof(from);
  const ssize_t got =
      ::recvfrom(udp_, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
  if (got < 0) return;
  const std::string_view asked(bytes.data(), static_cast<std::size_t>(got));
  const auto answer = answers_(question_in(asked));
  if (!answer) return;
  const std::string said = answer_bytes(asked, *answer);
  ::sendto(udp_, said.data(), said.size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
}

// One question of one connection.
void NameServer::serve_connection() {
  const int descriptor = ::accept(tcp_, nullptr, nullptr);
  std::array<char, 512> bytes{};
  std::string heard;
  while (heard.size() < 2 || heard.size() < 2 + static_cast<std::size_t>(number_at(heard, 0))) {
    const ssize_t got = ::recv(descriptor, bytes.data(), bytes.size(), 0);
    if (got <= 0) break;
    heard.append(bytes.data(), static_cast<std::size_t>(got));
  }
  if (heard.size() > 2 + header_size) {
    const std::string_view asked = std::string_view(heard).substr(2);
    NameQuestion question = question_in(asked);
    question.by_tcp = true;
    if (const auto answer = answers_(question)) {
      std::string said = answer_bytes(asked, *answer);
      said.insert(0, two(static_cast<int>(said.size())));
      ::send(descriptor, said.data(), said.size(), MSG_NOSIGNAL);
    }
  }
  ::close(descriptor);
}

}  // namespace postseal::test
