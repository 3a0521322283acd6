// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/journal.hpp"
#include "core/plan.hpp"
#include "core/secret.hpp"
#include "core/served.hpp"
#include "core/time.hpp"

namespace postseal {

enum class FileKind { regular, directory, symlink, other };

struct FileStatus {
  FileKind kind = FileKind::regular;
  std::uint32_t mode = 0;  // permission bits, 07777
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::string owner{};  // the number as text where the name is unknown
  std::string group{};
  std::uint64_t size = 0;
  Time modified{};
};

enum class Follow { yes, no };

struct OwnerNames {
  std::string owner{};
  std::string group{};
};

// The most that is read of an input: a certificate bundle of every CA there is has 250 KiB.
inline constexpr std::uint64_t input_cap = 16UL * 1024 * 1024;

// A child program: absolute path, arguments, never a shell. The environment is fixed and small
// (PATH, LC_ALL=C, NORANDOMIZE, MAIL_CONFIG when set here), stdin is empty.
struct ProgramCall {
  std::string program{};
  std::vector<std::string> arguments{};
  int time_limit = 30;  // seconds; then it is killed: Error "program-timeout"
};

struct ProgramResult {
  int status = 0;
  std::string out{};
  std::string err{};
};

enum class LogLevel { info, debug };

using TakeLook = std::function<void(std::size_t index, ServiceLook look)>;

// The machine. The first part looks; the second acts and is called by apply() alone.
class Host {
 public:
  virtual ~Host() = default;

  // nullopt: nothing there. Errors other than that throw ("unreadable").
  [[nodiscard]] virtual std::optional<FileStatus> status(const std::string& path,
                                                         Follow follow) const = 0;
  // The bytes of a regular file or pipe ("-": standard input), opened once and checked on the
  // descriptor. Errors: "file-missing", "unreadable", "not-a-file" (directory, device),
  // "too-large" (over CAP; a sparse file is refused by its size, unread).
  [[nodiscard]] virtual Secret read(const std::string& path,
                                    std::uint64_t cap = input_cap) const = 0;
  // The same piece by piece, for files that need not fit into memory.
  virtual void read_pieces(const std::string& path, std::uint64_t cap,
                           const std::function<void(std::string_view)>& take) const = 0;
  // The SHA-256 (hex) of a regular file; "" where there is none. Error "output-not-a-file" for
  // anything else: links are not followed.
  [[nodiscard]] virtual std::string digest(const std::string& path) const = 0;
  // The names in a directory, sorted; without "." and "..".
  [[nodiscard]] virtual std::vector<std::string> list(const std::string& path) const = 0;
  // Where a symlink chain ends; the path itself if it is none. Absolute.
  [[nodiscard]] virtual std::string resolve(const std::string& path) const = 0;
  // PATH made absolute against the working directory; "-" stays.
  [[nodiscard]] virtual std::string absolute(const std::string& path) const = 0;
  // Whether root or the caller owns a directory and others cannot write to it, or it is sticky.
  [[nodiscard]] virtual bool is_trusted_directory(const std::string& path) const = 0;
  // The SELinux context of a file; nullopt where there is none.
  [[nodiscard]] virtual std::optional<std::string> security_context(
      const std::string& path) const = 0;
  [[nodiscard]] virtual Time now() const = 0;
  [[nodiscard]] virtual std::uint32_t effective_uid() const = 0;
  // Whose the files are that this process makes.
  [[nodiscard]] virtual OwnerNames own_names() const = 0;
  // Runs a program to its end. Errors: "program-missing", "program-timeout".
  [[nodiscard]] virtual ProgramResult run(const ProgramCall& call) const = 0;
  // The absolute path of a program: $PATH, then where system programs live; nullopt: none.
  [[nodiscard]] virtual std::optional<std::string> find_program(std::string_view name) const = 0;
  [[nodiscard]] virtual std::optional<std::string> environment(const std::string& name) const = 0;
  // Asks on the terminal without echo; nullopt where stdin is no terminal.
  [[nodiscard]] virtual std::optional<Secret> ask_passphrase(const std::string& prompt) const = 0;
  // What `postconf -c COPY -e ... ` and friends make of copies of main.cf and master.cf in a
  // private directory; the originals are not touched. FILES: name ("main.cf") and text; ARGUMENTS:
  // one postconf call each, without -c. Returns the texts in the order of FILES.
  [[nodiscard]] virtual std::vector<std::string> edit_copies(
      const std::vector<std::pair<std::string, std::string>>& files,
      const std::vector<std::vector<std::string>>& calls) const = 0;
  // Whether the lock on QUEUE_DIRECTORY/pid/master.pid is held.
  [[nodiscard]] virtual bool postfix_runs(const std::string& queue_directory) const = 0;
  // Connects to a service and sees what certificate it shows. Never throws for what a server does.
  [[nodiscard]] virtual ServiceLook look_at_service(const ServiceAddress& address) const = 0;
  // The same of many, AT_ONCE of them at a time, in one thread. TAKE gets each look as it ends,
  // with the index of its address, in this thread.
  virtual void look_at_services(const std::vector<ServiceAddress>& addresses, std::size_t at_once,
                                const TakeLook& take) const = 0;
  // Asks the system's name servers. Never throws for what they say.
  [[nodiscard]] virtual MailExchangers mail_exchangers(const std::string& domain) const = 0;
  virtual void log(LogLevel level, std::string_view line) const = 0;

  // -- the only writers --
  // Takes the flock of the configuration directory's own descriptor, held until the Host goes.
  // Error "locked" after TIMEOUT seconds.
  virtual void lock(const std::string& config_dir, int timeout) = 0;
  // Writes a file beside its target where nobody sees it, and gives the old file a second name.
  // Synced before a publish() or sync_directory(). Errors: "changed-meanwhile",
  // "output-not-a-file", "cannot-write"; then nothing is left behind.
  [[nodiscard]] virtual JournalFile stage(const Output& output, std::string_view bytes) = 0;
  [[nodiscard]] virtual JournalFile stage_removal(const std::string& path) = 0;
  // One rename, or one unlink. Error "changed-meanwhile" where the target is not what it was.
  virtual void publish(const JournalFile& file) = 0;
  // Undoes a publish: the old file gets its name back.
  virtual void put_back(const JournalFile& file) = 0;
  virtual void move(const std::string& from, const std::string& to) = 0;  // one rename, synced
  virtual void drop(const std::string& path) = 0;  // unlinks; nothing there is no error
  virtual void sync_directory(const std::string& path) = 0;
  // Removes temporaries and backups in a directory whose process is gone, but those in KEEP.
  virtual void sweep(const std::string& directory, const std::vector<std::string>& keep) = 0;
  virtual void make_directory(const MakeDirectory& wanted) = 0;
  virtual void remove_directory(const std::string& path) = 0;  // an empty one, to undo
  virtual void set_access(const SetAccess& wanted) = 0;
  // The bytes that postmap makes of SOURCE, a copy of it in a private directory below STATE_DIR;
  // with REPLACED each file that the copy names is read from another place instead.
  [[nodiscard]] virtual Secret index_of(
      const IndexMap& map, const std::string& state_dir,
      const std::vector<std::pair<std::string, std::string>>& replaced) = 0;
  virtual void restore_context(const std::string& path) = 0;
  // LIMIT in seconds: then `postfix reload` is ended, Error "program-timeout".
  virtual void reload_postfix(const std::string& config_dir, int limit) = 0;
  virtual void wait(std::chrono::milliseconds time) = 0;
  virtual void write_out(std::string_view bytes) = 0;  // standard output
};

}  // namespace postseal
