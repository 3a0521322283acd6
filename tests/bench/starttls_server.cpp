// SPDX-License-Identifier: MIT
// A mail server for measurements: greeting, EHLO, STARTTLS, TLS, QUIT, and nothing else, on the
// same port of many addresses 127.0.x.y, in one thread.
// starttls_server PORT ADDRESSES CHAIN-FILE... (key and certificates, one file per algorithm)
// Prints "ready" when it listens, and ends with its standard input.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

namespace {

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::exit(1);
}

SSL_CTX* context_of(int count, char** files) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  for (int i = 0; i < count; ++i)
    if (SSL_CTX_use_certificate_chain_file(context, files[i]) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, files[i], SSL_FILETYPE_PEM) != 1)
      give_up(files[i]);
  return context;
}

struct Session {
  SSL* ssl = nullptr;
  std::string line{};
};

class Server {
 public:
  Server(SSL_CTX* context, int port) : context_(context), port_(port), queue_(::epoll_create1(0)) {}

  void listen_at(std::uint32_t address) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int yes = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(static_cast<std::uint16_t>(port_));
    at.sin_addr.s_addr = htonl(address);
    if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&at), sizeof(at)) != 0 ||
        ::listen(descriptor, 64) != 0)
      give_up("listen");
    watch(descriptor);
    listeners_ = std::max(listeners_, descriptor);
  }

  void run() {
    watch(STDIN_FILENO);
    std::puts("ready");
    std::fflush(stdout);
    std::array<epoll_event, 256> events{};
    while (true) {
      const int count = ::epoll_wait(queue_, events.data(), events.size(), -1);
      for (int i = 0; i < count; ++i) {
        const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
        if (descriptor == STDIN_FILENO) return;
        if (descriptor <= listeners_)
          take_all(descriptor);
        else
          serve(descriptor);
      }
    }
  }

 private:
  void watch(int descriptor) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    ::epoll_ctl(queue_, EPOLL_CTL_ADD, descriptor, &event);
  }

  void take_all(int listener) {
    while (true) {
      const int descriptor = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
      if (descriptor < 0) return;
      const int yes = 1;
      ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
      sessions_[descriptor] = {};
      watch(descriptor);
      say(descriptor, "220 mx.example.org ESMTP\r\n");
    }
  }

  static void say(int descriptor, const std::string& text) {
    static_cast<void>(!::write(descriptor, text.data(), text.size()));
  }

  void end(int descriptor) {
    SSL_free(sessions_[descriptor].ssl);
    sessions_.erase(descriptor);
    ::close(descriptor);
  }

  void serve(int descriptor) {
    Session& session = sessions_[descriptor];
    if (session.ssl != nullptr) return serve_tls(descriptor, session);
    std::array<char, 512> bytes{};
    const ssize_t size = ::read(descriptor, bytes.data(), bytes.size());
    if (size <= 0) return end(descriptor);
    session.line.append(bytes.data(), static_cast<std::size_t>(size));
    if (!session.line.ends_with('\n')) return;
    if (session.line.starts_with("EHLO")) {
      say(descriptor, "250-mx.example.org\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 8BITMIME\r\n");
    } else if (session.line.starts_with("STARTTLS")) {
      session.ssl = SSL_new(context_);
      SSL_set_fd(session.ssl, descriptor);
      SSL_set_accept_state(session.ssl);
      say(descriptor, "220 go ahead\r\n");
    } else {
      return end(descriptor);
    }
    session.line.clear();
  }

  void serve_tls(int descriptor, Session& session) {
    std::array<char, 512> bytes{};
    const int size = SSL_read(session.ssl, bytes.data(), bytes.size());
    if (size > 0) {
      const std::string bye = "221 bye\r\n";
      if (bytes[0] != 'Q') {
        SSL_write(session.ssl, "250 ok\r\n", 8);
        return;
      }
      SSL_write(session.ssl, bye.data(), static_cast<int>(bye.size()));
      SSL_shutdown(session.ssl);
      return end(descriptor);
    }
    if (SSL_get_error(session.ssl, size) != SSL_ERROR_WANT_READ) end(descriptor);
  }

  SSL_CTX* context_;
  int port_;
  int queue_;
  int listeners_ = 0;
  std::unordered_map<int, Session> sessions_{};
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  std::signal(SIGPIPE, SIG_IGN);
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);

  Server server(context_of(count - 3, arguments + 3), std::atoi(arguments[1]));
  for (int i = 0; i < std::atoi(arguments[2]); ++i) {
    const int row = i / 250;
    const int place = i % 250 + 1;
    server.listen_at(INADDR_LOOPBACK - 1 + static_cast<std::uint32_t>(row * 256 + place));
  }
  server.run();
}
