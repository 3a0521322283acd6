// SPDX-License-Identifier: MIT
#include "crypto/line_bio.hpp"

#include <algorithm>
#include <cstring>

#include "crypto/openssl.hpp"

namespace postseal {
namespace {

// Where the reading stands: what stdio keeps in a FILE.
struct Position {
  std::string_view bytes{};
  std::size_t at = 0;
  bool met_end = false;  // as feof: only after something was wanted beyond the end
  int line = 1;
  int begin_line = 0;
};

Position& position_of(BIO* bio) { return *static_cast<Position*>(BIO_get_data(bio)); }

void note_begin(Position& position, std::string_view line) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  if (line.starts_with("-----BEGIN ")) position.begin_line = position.line;
}

int read_line(BIO* bio, char* buffer, int size) {
  Position& position = position_of(bio);
  *buffer = '\0';
  const std::string_view rest = position.bytes.substr(position.at);
  const std::size_t room = size > 0 ? static_cast<std::size_t>(size) - 1 : 0;
  const std::size_t newline = rest.substr(0, room).find('\n');
  const bool whole = newline != std::string_view::npos;
  const std::string_view line = rest.substr(0, whole ? newline + 1 : room);
  if (!whole && line.size() < room) position.met_end = true;
  note_begin(position, line);
  position.at += line.size();
  position.line += whole ? 1 : 0;
  std::copy(line.begin(), line.end(), buffer);
  buffer[line.size()] = '\0';
  return static_cast<int>(std::strlen(buffer));
}

int read_bytes(BIO* bio, char* buffer, int size) {
  Position& position = position_of(bio);
  const std::string_view piece =
      position.bytes.substr(position.at, size > 0 ? static_cast<std::size_t>(size) : 0);
  if (piece.size() < static_cast<std::size_t>(std::max(size, 0))) position.met_end = true;
  std::copy(piece.begin(), piece.end(), buffer);
  position.at += piece.size();
  position.line += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
  return static_cast<int>(piece.size());
}

long seek(Position& position, long target) {
  if (target < 0 || static_cast<std::size_t>(target) > position.bytes.size()) return -1;
  position.at = static_cast<std::size_t>(target);
  position.met_end = false;
  const std::string_view before = position.bytes.substr(0, position.at);
  position.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
  return 0;
}

long control(BIO* bio, int command, long number, void* /*pointer*/) {
  Position& position = position_of(bio);
  switch (command) {
    case BIO_C_FILE_SEEK:
      return seek(position, number);
    case BIO_CTRL_RESET:
      return seek(position, 0);
    case BIO_C_FILE_TELL:
    case BIO_CTRL_INFO:
      return static_cast<long>(position.at);
    case BIO_CTRL_EOF:
      return position.met_end ? 1 : 0;
    case BIO_CTRL_DUP:
    case BIO_CTRL_FLUSH:
      return 1;
    default:
      return 0;
  }
}

int started(BIO* bio) {
  BIO_set_init(bio, 1);
  return 1;
}

using MethodHandle = std::unique_ptr<BIO_METHOD, FreeWith<BIO_meth_free>>;

MethodHandle made_method() {
  // Any number will do: it is only for BIO_find_type. BIO_get_new_index would run out.
  constexpr int type = BIO_TYPE_SOURCE_SINK | 127;
  MethodHandle method = require(MethodHandle(BIO_meth_new(type, "lines")), "making a buffer");
  require(BIO_meth_set_create(method.get(), started), "making a buffer");
  require(BIO_meth_set_gets(method.get(), read_line), "making a buffer");
  require(BIO_meth_set_read(method.get(), read_bytes), "making a buffer");
  require(BIO_meth_set_ctrl(method.get(), control), "making a buffer");
  return method;
}

}  // namespace

struct LineBio::Parts {
  Position position{};
  MethodHandle method{};
  BioHandle bio{};  // after its method: dropped first
};

LineBio::LineBio(std::string_view bytes)
    : parts_(std::make_unique<Parts>(
          Parts{.position = {.bytes = bytes}, .method = made_method(), .bio = {}})) {
  parts_->bio = require(BioHandle(BIO_new(parts_->method.get())), "making a buffer");
  BIO_set_data(parts_->bio.get(), &parts_->position);
}

LineBio::~LineBio() = default;

BIO* LineBio::native() const noexcept { return parts_->bio.get(); }
int LineBio::line() const noexcept { return parts_->position.line; }
int LineBio::begin_line() const noexcept { return parts_->position.begin_line; }

}  // namespace postseal
