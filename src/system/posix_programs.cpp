// SPDX-License-Identifier: MIT
// PosixHost: child programs, the clock, the terminal.
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "system/failure.hpp"
#include "system/posix_host.hpp"

namespace postseal {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t output_cap = 4UL * 1024 * 1024;

struct Pipe {
  Descriptor reader{};
  Descriptor writer{};
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("pipe", "cannot make one", errno);
  return {.reader = Descriptor(ends[0]), .writer = Descriptor(ends[1])};
}

std::vector<std::string> small_environment() {
  // NORANDOMIZE: postconf appends parameters in the same order each time.
  std::vector<std::string> environment{
      "LC_ALL=C", "NORANDOMIZE=1",
      "PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin"};
  if (const char* config = ::getenv("MAIL_CONFIG"))
    environment.push_back(fmt::format("MAIL_CONFIG={}", config));
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

pid_t spawn(const ProgramCall& call, int out, int err) {
  std::vector<std::string> words{call.program};
  words.insert(words.end(), call.arguments.begin(), call.arguments.end());
  std::vector<std::string> environment = small_environment();

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  // A process group of its own: Ctrl-C reaches us, and we decide what becomes of the child.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  sigset_t usual;  // what we ignore, it need not
  ::sigemptyset(&usual);
  for (const int signal : {SIGPIPE, SIGXFSZ}) ::sigaddset(&usual, signal);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, call.program.c_str(), &actions, &attributes,
                                   pointers(words).data(), pointers(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0)
    throw Error(Fault::host, {.id = "program-missing",
                              .subject = call.program,
                              .message = fmt::format("cannot be run: {}",
                                                     std::generic_category().message(failed)),
                              .hint = ""});
  return pid;
}

// Reads what is there; false at the end of the stream.
bool drain(int fd, std::string& into) {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (into.size() < output_cap) into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

// False when the deadline came first.
bool collect(const Pipe& out, const Pipe& err, ProgramResult& result, Clock::time_point deadline) {
  std::array<pollfd, 2> polled{{{.fd = out.reader.get(), .events = POLLIN, .revents = 0},
                                {.fd = err.reader.get(), .events = POLLIN, .revents = 0}}};
  while (polled[0].fd >= 0 || polled[1].fd >= 0) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    if (::poll(polled.data(), polled.size(), static_cast<int>(left)) < 0 && errno != EINTR)
      return false;
    if (polled[0].revents != 0 && !drain(polled[0].fd, result.out)) polled[0].fd = -1;
    if (polled[1].revents != 0 && !drain(polled[1].fd, result.err)) polled[1].fd = -1;
  }
  return true;
}

// Some programs close their output before they end: the deadline holds for the end as well.
std::optional<int> reaped(pid_t pid, Clock::time_point deadline) {
  int status = 0;
  for (;;) {
    const pid_t done = ::waitpid(pid, &status, WNOHANG);
    if (done == pid) return status;
    if (done < 0 && errno != EINTR) return std::nullopt;
    if (Clock::now() >= deadline) return std::nullopt;
    ::poll(nullptr, 0, 1);
  }
}

}  // namespace

ProgramResult PosixHost::run(const ProgramCall& call) const {
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  const auto deadline = Clock::now() + std::chrono::seconds(call.time_limit);
  std::string line = call.program;
  for (const std::string& word : call.arguments) line += " " + word;
  log(LogLevel::debug, fmt::format("running {}", line));
  const pid_t pid = spawn(call, out.writer.get(), err.writer.get());
  out.writer.reset();
  err.writer.reset();

  ProgramResult result;
  const bool complete = collect(out, err, result, deadline);
  const std::optional<int> status = complete ? reaped(pid, deadline) : std::nullopt;
  if (!status) {
    ::kill(-pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    throw Error(Fault::host, {.id = "program-timeout",
                              .subject = call.program,
                              .message = fmt::format("did not end within {} seconds and was ended",
                                                     call.time_limit),
                              .hint = ""});
  }
  result.status = WIFEXITED(*status) ? WEXITSTATUS(*status) : 128 + WTERMSIG(*status);
  return result;
}

std::optional<std::string> PosixHost::find_program(std::string_view name) const {
  std::string places;
  if (const char* path = ::getenv("PATH")) places = path;
  places += ":/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:/usr/pkg/sbin";
  for (std::size_t start = 0; start <= places.size();) {
    const std::size_t end = std::min(places.find(':', start), places.size());
    const std::string place = places.substr(start, end - start);
    start = end + 1;
    if (!place.starts_with('/')) continue;
    std::string path = fmt::format("{}/{}", place, name);
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return std::nullopt;
}

std::optional<std::string> PosixHost::environment(const std::string& name) const {
  const char* value = ::getenv(name.c_str());
  return value != nullptr && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

Time PosixHost::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::uint32_t PosixHost::effective_uid() const { return ::geteuid(); }

std::optional<Secret> PosixHost::ask_passphrase(const std::string& prompt) const {
  if (::isatty(STDIN_FILENO) == 0) return std::nullopt;
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  termios saved = {};
  if (!terminal.is_open() || ::tcgetattr(terminal.get(), &saved) != 0) return std::nullopt;
  termios silent = saved;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(terminal.get(), TCSAFLUSH, &silent);
  (void)!::write(terminal.get(), prompt.data(), prompt.size());
  Secret typed;
  char letter = 0;
  while (::read(terminal.get(), &letter, 1) == 1 && letter != '\n') typed.append({&letter, 1});
  ::tcsetattr(terminal.get(), TCSAFLUSH, &saved);
  (void)!::write(terminal.get(), "\n", 1);
  return typed;
}

bool PosixHost::postfix_runs(const std::string& queue_directory) const {
  const std::string path = queue_directory + "/pid/master.pid";
  // master(8) holds this lock for as long as it lives; `postfix status` is a slow script that logs.
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR || errno == EACCES)) return false;
  if (!file.is_open()) throw read_error(path, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return false;  // and closing gives it back
  if (errno != EWOULDBLOCK) throw system_error(path, "cannot be locked", errno);
  return true;
}

void PosixHost::wait(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

}  // namespace postseal
