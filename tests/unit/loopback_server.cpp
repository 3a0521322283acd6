// SPDX-License-Identifier: MIT
#include "loopback_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <utility>

#include "fixture.hpp"

namespace postseal::test {
namespace {

constexpr int patience = 5;  // seconds

int listener_on_loopback() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::listen(descriptor, 1) != 0)
    throw std::runtime_error("no port of 127.0.0.1 is free");
  return descriptor;
}

int port_of(int descriptor) {
  sockaddr_in address{};
  socklen_t size = sizeof(address);
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

// Our own ends must not be what a SIGPIPE comes from: it is the client that is tested for that.
void ignore_broken_pipes() {
  sigset_t pipes{};
  ::sigemptyset(&pipes);
  ::sigaddset(&pipes, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
}

void serve_one(int listener, const std::function<void(Peer&)>& conduct) {
  pollfd waiting{.fd = listener, .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, patience * 1000) != 1) return;
  const int descriptor = ::accept(listener, nullptr, nullptr);
  const timeval limit{.tv_sec = patience, .tv_usec = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
  Peer peer(descriptor);
  conduct(peer);
}

struct FreeTls {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
};

std::unique_ptr<SSL_CTX, FreeTls> context_for(const TlsConduct& conduct) {
  std::unique_ptr<SSL_CTX, FreeTls> context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_cipher_list(context.get(), conduct.certificates.empty() ? "aNULL" : "ALL:!aNULL");
  if (conduct.certificates.empty()) SSL_CTX_set_dh_auto(context.get(), 1);
  SSL_CTX_set_min_proto_version(context.get(), conduct.version);
  SSL_CTX_set_max_proto_version(context.get(), conduct.version);
  if (conduct.wants_client_certificate)
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  for (const std::string& name : conduct.certificates) {
    const std::string path = fixtures_dir() + "/keys/" + name;
    if (SSL_CTX_use_certificate_chain_file(context.get(), (path + ".crt").c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context.get(), (path + ".key").c_str(), SSL_FILETYPE_PEM) != 1)
      throw std::runtime_error("no such certificate: " + name);
  }
  return context;
}

// Sends what OpenSSL wrote, as far as the conduct goes. False: that is the end of the connection.
bool pass_on(SSL* ssl, Peer& peer, std::size_t& left) {
  std::string bytes(BIO_ctrl_pending(SSL_get_wbio(ssl)), '\0');
  if (bytes.empty()) return left > 0;
  BIO_read(SSL_get_wbio(ssl), bytes.data(), static_cast<int>(bytes.size()));
  if (bytes.size() >= left) {
    peer.say(std::string_view(bytes).substr(0, left));
    peer.reset();
    return false;
  }
  left -= bytes.size();
  return peer.say(bytes);
}

}  // namespace

Peer::~Peer() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool Peer::say(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Peer::hear() {
  std::array<char, 4096> bytes{};
  const ssize_t size = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  return {bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

std::string Peer::hear_line() {
  std::string line;
  char byte = '\0';
  while (!line.ends_with('\n') && ::recv(descriptor_, &byte, 1, 0) == 1) line += byte;
  return line;
}

void Peer::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  ::close(std::exchange(descriptor_, -1));
}

void Peer::talk(std::string_view answer) {
  say("220 mx.example.org ESMTP\r\n");
  if (hear_line() != "EHLO localhost\r\n") return;
  say("250-mx.example.org\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 8BITMIME\r\n");
  if (hear_line() == "STARTTLS\r\n") say(answer);
}

LoopbackServer::LoopbackServer(std::function<void(Peer&)> conduct, int connections)
    : listener_(listener_on_loopback()), port_(port_of(listener_)) {
  thread_ = std::thread([listener = listener_, conduct = std::move(conduct), connections] {
    ignore_broken_pipes();
    for (int i = 0; i < connections; ++i) serve_one(listener, conduct);
  });
}

LoopbackServer::~LoopbackServer() {
  finish();
  ::close(listener_);
}

void LoopbackServer::finish() {
  if (thread_.joinable()) thread_.join();
}

std::string serve_tls(Peer& peer, const TlsConduct& conduct) {
  const auto context = context_for(conduct);
  const std::unique_ptr<SSL, FreeTls> ssl(SSL_new(context.get()));
  SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_accept_state(ssl.get());
  std::size_t left = conduct.resets_after;
  std::string said;
  while (pass_on(ssl.get(), peer, left)) {
    std::array<char, 4096> bytes{};
    const int size = SSL_read(ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (size > 0) said.append(bytes.data(), static_cast<std::size_t>(size));
    if (size > 0) continue;
    if (!pass_on(ssl.get(), peer, left)) break;
    if (SSL_get_error(ssl.get(), size) != SSL_ERROR_WANT_READ) break;
    const std::string heard = peer.hear();
    if (heard.empty()) break;
    BIO_write(SSL_get_rbio(ssl.get()), heard.data(), static_cast<int>(heard.size()));
  }
  ERR_clear_error();
  const char* name = SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? said : fmt::format("{} {}", name, said);
}

}  // namespace postseal::test
