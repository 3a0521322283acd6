// SPDX-License-Identifier: MIT
#include "system/unsynced.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"

using namespace postseal;

namespace {

// What was asked of the kernel; every call fails once `error` is set.
struct Asked {
  int files = 0;
  int file_systems = 0;
  int error = 0;
};

enum class Known { yes, no };

SyncCalls calls_to(const std::shared_ptr<Asked>& asked, Known known) {
  const auto answer = [asked](int& count) {
    ++count;
    errno = asked->error;
    return asked->error == 0 ? 0 : -1;
  };
  return {.file = [=](int) { return answer(asked->files); },
          .file_system = [=](int) { return answer(asked->file_systems); },
          .can_sync_file_system = [=](int) { return known == Known::yes; }};
}

class Written {
 public:
  explicit Written(Known known = Known::yes) : unsynced(calls_to(asked, known)) {
    std::string name = "/tmp/postseal-test-XXXXXX";
    path_ = ::mkdtemp(name.data());
  }
  ~Written() { std::filesystem::remove_all(path_); }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;

  [[nodiscard]] std::string at(std::size_t number) const {
    return fmt::format("{}/{}", path_, number);
  }
  void write(std::size_t begin, std::size_t end) {
    const Descriptor directory(::open(path_.c_str(), O_RDONLY | O_DIRECTORY));
    for (; begin != end; ++begin) {
      unsynced.watch(directory.get(), path_);
      Descriptor file(::open(at(begin).c_str(), O_WRONLY | O_CREAT, 0600));
      last_open = file.get();
      unsynced.add(at(begin), std::move(file));
    }
  }

  std::shared_ptr<Asked> asked = std::make_shared<Asked>();
  Unsynced unsynced;
  int last_open = -1;

 private:
  std::string path_{};
};

std::string message_of(Unsynced& unsynced) {
  try {
    unsynced.settle();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) != -1; }

}  // namespace

TEST_CASE("unsynced: few files are synced one by one, and once", "[system]") {
  Written few;
  few.write(0, Unsynced::many - 1);
  CHECK(few.asked->files == 0);

  few.unsynced.settle();
  few.unsynced.settle();

  CHECK(few.asked->files == Unsynced::many - 1);
  CHECK(few.asked->file_systems == 0);
}

TEST_CASE("unsynced: many files are synced by one call for their file system", "[system]") {
  Written many;
  many.write(0, Unsynced::many * 3);

  many.unsynced.settle();
  many.unsynced.settle();

  CHECK(many.asked->files == 0);
  CHECK(many.asked->file_systems == 1);
}

TEST_CASE("unsynced: a few files stay open, of many none", "[system]") {
  Written written;
  written.write(0, 1);
  const int first = written.last_open;
  CHECK(is_open(first));

  written.write(1, Unsynced::many);

  CHECK_FALSE(is_open(first));
  CHECK_FALSE(is_open(written.last_open));
}

TEST_CASE("unsynced: where the file system's call is not as good each file is synced at once",
          "[system]") {
  Written many(Known::no);
  many.write(0, Unsynced::many * 2);
  CHECK(many.asked->files == Unsynced::many * 2);

  many.unsynced.settle();

  CHECK(many.asked->files == Unsynced::many * 2);
  CHECK(many.asked->file_systems == 0);
}

TEST_CASE("unsynced: what was taken away again is not synced", "[system]") {
  Written written;
  written.write(0, Unsynced::many * 2);
  for (std::size_t i = 0; i < Unsynced::many * 2; ++i) written.unsynced.forget(written.at(i));

  written.unsynced.settle();

  CHECK(written.asked->files + written.asked->file_systems == 0);
}

TEST_CASE("unsynced: files that were closed are synced although few are left", "[system]") {
  Written written;
  written.write(0, Unsynced::many);
  for (std::size_t i = 1; i < Unsynced::many; ++i) written.unsynced.forget(written.at(i));
  written.write(1, 3);

  written.unsynced.settle();

  CHECK(written.asked->files == 0);
  CHECK(written.asked->file_systems == 1);
}

TEST_CASE("unsynced: a failure is told, and undoing does not meet it again", "[system]") {
  const std::size_t count = GENERATE(std::size_t{1}, Unsynced::many);
  Written written;
  written.write(0, count);
  written.asked->error = EIO;

  CHECK(message_of(written.unsynced) == written.at(0) + ": cannot be synced: Input/output error");
  CHECK(message_of(written.unsynced).empty());
}

TEST_CASE("unsynced: a failure is told at once where each file is synced at once", "[system]") {
  Written written(Known::no);
  written.asked->error = ENOSPC;

  CHECK_THROWS_AS(written.write(0, 1), Error);
}
