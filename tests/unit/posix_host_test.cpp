// SPDX-License-Identifier: MIT
#include "system/posix_host.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "crypto/sha256.hpp"

using namespace postseal;
namespace fs = std::filesystem;

namespace {

class Scratch {
 public:
  Scratch() {
    std::string name = "/tmp/postseal-test-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const {
    return (path_ / name).string();
  }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_{};
};

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::string text_in(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

PosixHost make_host() {
  return PosixHost([](LogLevel, std::string_view) {});
}

std::string id_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "no error";
}

}  // namespace

TEST_CASE("posix host: a staged file is private until it is published", "[system]") {
  const Scratch scratch;
  PosixHost host = make_host();
  const ::mode_t old_mask = ::umask(0);
  const auto staged =
      host.stage({.path = scratch / "key", .access = {.mode = 0640}, .expected = ""}, "secret");
  ::umask(old_mask);

  CHECK_FALSE(fs::exists(scratch / "key"));
  host.publish(staged);

  CHECK(text_in(scratch / "key") == "secret");
  CHECK(host.status(scratch / "key", Follow::no)->mode == 0640);
  CHECK(scratch.entries() == 1);
}

TEST_CASE("posix host: what a process that is gone has staged is swept away", "[system]") {
  const Scratch scratch;
  PosixHost host = make_host();
  const std::string ours = host.stage({.path = scratch / "key"}, "secret").temporary;
  // Process numbers end at 4194304.
  const std::string gone = scratch / sidecar_name("key", "new", 999999999, 7);
  write(gone, "secret");
  write(scratch / ".key.postseal-new-notes", "a user's own");

  host.sweep(scratch / "", {});

  CHECK(fs::exists(ours));
  CHECK_FALSE(fs::exists(gone));
  CHECK(scratch.entries() == 2);
}

TEST_CASE("posix host: undo puts back the very file that was there", "[system]") {
  const Scratch scratch;
  PosixHost host = make_host();
  write(scratch / "cert", "old");
  ::chmod((scratch / "cert").c_str(), 0604);

  const auto staged = host.stage({.path = scratch / "cert", .access = {.mode = 0644}}, "new");
  host.publish(staged);
  CHECK(text_in(scratch / "cert") == "new");
  host.put_back(staged);

  CHECK(text_in(scratch / "cert") == "old");
  CHECK(host.status(scratch / "cert", Follow::no)->mode == 0604);
  CHECK(scratch.entries() == 1);
}

TEST_CASE("posix host: a file that changed since it was looked at is not replaced", "[system]") {
  const Scratch scratch;
  PosixHost host = make_host();
  write(scratch / "main.cf", "edited since");

  CHECK(id_of([&] {
          (void)host.stage({.path = scratch / "main.cf", .expected = crypto::sha256_hex("seen")},
                           "new");
        }) == "changed-meanwhile");
  CHECK(id_of([&] { (void)host.stage({.path = scratch / "main.cf", .expected = ""}, "new"); }) ==
        "changed-meanwhile");
  CHECK(text_in(scratch / "main.cf") == "edited since");
  CHECK(scratch.entries() == 1);
}

TEST_CASE("posix host: an output never goes through a symbolic link", "[system]") {
  const Scratch scratch;
  PosixHost host = make_host();
  write(scratch / "target", "old");
  fs::create_symlink(scratch / "target", scratch / "link");

  CHECK(id_of([&] { (void)host.stage({.path = scratch / "link"}, "new"); }) == "output-not-a-file");
  CHECK(text_in(scratch / "target") == "old");
}

TEST_CASE("posix host: directories, devices and what is too large are no inputs", "[system]") {
  const Scratch scratch;
  const PosixHost host = make_host();
  write(scratch / "sparse", "");
  fs::resize_file(scratch / "sparse", 1024ULL * 1024 * 1024);

  CHECK(id_of([&] { (void)host.read(scratch / "", input_cap); }) == "not-a-file");
  CHECK(id_of([&] { (void)host.read("/dev/zero", input_cap); }) == "not-a-file");
  CHECK(id_of([&] { (void)host.read(scratch / "sparse", input_cap); }) == "too-large");
  CHECK(id_of([&] { (void)host.read(scratch / "none", input_cap); }) == "file-missing");
}

TEST_CASE("posix host: the owner of a directory that others write to is not trusted", "[system]") {
  const Scratch scratch;
  const PosixHost host = make_host();

  CHECK(host.is_trusted_directory(scratch / ""));
  ::chmod((scratch / "").c_str(), 0777);
  CHECK_FALSE(host.is_trusted_directory(scratch / ""));
  ::chmod((scratch / "").c_str(), 01777);
  CHECK(host.is_trusted_directory(scratch / ""));
}

TEST_CASE("posix host: a program that does not end is ended", "[system]") {
  const PosixHost host = make_host();

  CHECK(id_of([&] {
          (void)host.run({.program = "/bin/sleep", .arguments = {"20"}, .time_limit = 1});
        }) == "program-timeout");
}

TEST_CASE("posix host: a program gets its words as they are and a small environment", "[system]") {
  const PosixHost host = make_host();
  ::setenv("POSTSEAL_TEST_LEAK", "1", 1);

  const ProgramResult echo =
      host.run({.program = "/bin/echo", .arguments = {"$(id)", "; id", "a b"}});
  const ProgramResult env = host.run({.program = "/usr/bin/env"});

  CHECK(echo.out == "$(id) ; id a b\n");
  CHECK(env.out.find("LC_ALL=C\n") != std::string::npos);
  CHECK(env.out.find("POSTSEAL_TEST_LEAK") == std::string::npos);
}

TEST_CASE("posix host: one run at a time holds the lock of a directory", "[system]") {
  const Scratch scratch;
  PosixHost first = make_host();
  PosixHost second = make_host();

  first.lock(scratch / "", 0);

  CHECK(id_of([&] { second.lock(scratch / "", 0); }) == "locked");
}

TEST_CASE("posix host: set_access narrows before it gives", "[system]") {
  const Scratch scratch;
  PosixHost host = make_host();
  write(scratch / "key", "secret");

  host.set_access({.path = scratch / "key", .access = {.mode = 0400}});

  CHECK(host.status(scratch / "key", Follow::no)->mode == 0400);
}
