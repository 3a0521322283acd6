// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <new>
#include <string>

#include "commands/command.hpp"
#include "commands/context.hpp"
#include "core/error.hpp"
#include "crypto/sha256.hpp"
#include "system/apply.hpp"
#include "system/host.hpp"

namespace postseal::test {

struct MemoryFile {
  std::string bytes{};
  std::uint32_t mode = 0644;
  FileKind kind = FileKind::regular;
  std::string owner = "root";
  std::string group = "root";
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  Time modified{};
};

// A machine in memory: what a plan does to it can be looked at, and it can be made to fail.
class MemoryHost final : public Host {
 public:
  std::map<std::string, MemoryFile> files{};       // directories too
  std::map<std::string, std::string> variables{};  // the environment
  std::map<std::string, std::string> programs{};   // what each says, whatever it is asked
  std::vector<std::string> restored{};             // files whose context was put right
  Time clock{std::chrono::seconds(1795000000)};    // 2026-11-18
  int room = 1000;                                 // files that can still be staged
  int fail_publish_at = -1;                        // the publish (from 0) that fails
  bool publish_lacks_memory = false;               // and fails with that
  bool reload_fails = false;
  bool runs = false;  // Postfix
  bool interrupt_after_mint = false;
  std::string output{};
  int reloads = 0;
  int waits = 0;
  std::string fail_move_to{};  // a rename to this path fails
  std::string passphrase{};    // "": no terminal
  // What listens on a port.
  std::map<int, std::function<ServiceLook(const ServiceAddress&)>> services{};
  std::map<std::string, MailExchangers> exchangers{};

  MemoryHost() { add_directory("/"); }
  void add_directory(const std::string& path) {
    files[path] = {.mode = 0755, .kind = FileKind::directory};
  }

  std::optional<FileStatus> status(const std::string& path, Follow follow) const override {
    const auto found = files.find(follow == Follow::yes ? resolve(path) : path);
    if (found == files.end()) return std::nullopt;
    const MemoryFile& file = found->second;
    return FileStatus{.kind = file.kind,
                      .mode = file.mode,
                      .uid = file.uid,
                      .gid = file.gid,
                      .owner = file.owner,
                      .group = file.group,
                      .size = file.bytes.size(),
                      .modified = file.modified};
  }
  Secret read(const std::string& path, std::uint64_t cap) const override {
    const auto found = files.find(resolve(path));
    if (found == files.end()) throw failure(Fault::input, "file-missing", path);
    if (found->second.kind != FileKind::regular) throw failure(Fault::input, "not-a-file", path);
    if (found->second.bytes.size() > cap) throw failure(Fault::input, "too-large", path);
    return Secret(std::string_view(found->second.bytes));
  }
  // Pieces of a few bytes, so that every reader has to join some.
  void read_pieces(const std::string& path, std::uint64_t cap,
                   const std::function<void(std::string_view)>& take) const override {
    constexpr std::size_t size = 7;
    const Secret bytes = read(path, cap);
    std::string_view rest = bytes.reveal();
    while (!rest.empty()) {
      take(rest.substr(0, size));
      rest.remove_prefix(std::min(size, rest.size()));
    }
  }
  std::vector<std::string> list(const std::string& path) const override {
    std::vector<std::string> names;
    const std::string prefix = path == "/" ? path : path + "/";
    for (const auto& [name, file] : files)
      if (name.size() > prefix.size() && name.starts_with(prefix) &&
          name.find('/', prefix.size()) == std::string::npos)
        names.push_back(name.substr(prefix.size()));
    return names;
  }
  std::string resolve(const std::string& path) const override {
    const auto found = files.find(path);
    return found != files.end() && found->second.kind == FileKind::symlink ? found->second.bytes
                                                                           : path;
  }
  std::string absolute(const std::string& path) const override {
    return path == "-" || path.starts_with('/') ? path : "/" + path;
  }
  bool is_trusted_directory(const std::string& path) const override {
    return (files.at(path).mode & 0002U) == 0 || (files.at(path).mode & 01000U) != 0;
  }
  std::optional<std::string> security_context(const std::string&) const override { return {}; }
  Time now() const override { return clock; }
  std::uint32_t effective_uid() const override { return 0; }
  OwnerNames own_names() const override { return {.owner = "root", .group = "root"}; }
  ProgramResult run(const ProgramCall& call) const override {
    const auto found = programs.find(call.program.substr(call.program.rfind('/') + 1));
    if (found != programs.end()) return {.out = found->second};
    throw failure(Fault::host, "program-missing", call.program);
  }
  std::optional<std::string> find_program(std::string_view name) const override {
    if (programs.count(std::string(name)) == 0) return std::nullopt;
    return "/bin/" + std::string(name);
  }
  std::optional<std::string> environment(const std::string& name) const override {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<Secret> ask_passphrase(const std::string&) const override {
    if (passphrase.empty()) return std::nullopt;
    return Secret(std::string_view(passphrase));
  }
  std::vector<std::string> edit_copies(
      const std::vector<std::pair<std::string, std::string>>&,
      const std::vector<std::vector<std::string>>&) const override {
    throw failure(Fault::postfix, "postfix-missing", "postconf");
  }
  bool postfix_runs(const std::string&) const override { return runs; }
  ServiceLook look_at_service(const ServiceAddress& address) const override {
    const auto found = services.find(address.port);
    return found == services.end() ? ServiceLook{} : found->second(address);
  }
  void look_at_services(const std::vector<ServiceAddress>& addresses, std::size_t,
                        const TakeLook& take) const override {
    for (std::size_t i = 0; i < addresses.size(); ++i) take(i, look_at_service(addresses[i]));
  }
  MailExchangers mail_exchangers(const std::string& domain) const override {
    const auto found = exchangers.find(domain);
    if (found == exchangers.end()) return {.error = "no such domain"};
    return found->second;
  }
  void log(LogLevel, std::string_view) const override {}

  void lock(const std::string&, int) override {}
  std::string digest(const std::string& path) const override {
    const auto found = files.find(path);
    if (found == files.end()) return "";
    if (found->second.kind != FileKind::regular)
      throw failure(Fault::host, "output-not-a-file", path);
    return crypto::sha256_hex(found->second.bytes);
  }
  JournalFile stage(const Output& wanted, std::string_view bytes) override {
    if (--room < 0) throw failure(Fault::host, "cannot-write", wanted.path);
    JournalFile staged{.path = wanted.path,
                       .temporary = beside(wanted.path, "new"),
                       .before = digest(wanted.path),
                       .after = crypto::sha256_hex(bytes)};
    if (wanted.expected && *wanted.expected != staged.before)
      throw failure(Fault::host, "changed-meanwhile", wanted.path);
    const auto old = files.find(wanted.path);
    MemoryFile file{.bytes = std::string(bytes), .mode = wanted.access.mode};
    if (old != files.end()) file.owner = old->second.owner, file.group = old->second.group;
    if (!wanted.access.owner.empty()) file.owner = wanted.access.owner;
    if (!wanted.access.group.empty()) file.group = wanted.access.group;
    if (old != files.end()) files[staged.backup = beside(wanted.path, "old")] = old->second;
    files[staged.temporary] = file;
    return staged;
  }
  JournalFile stage_removal(const std::string& path) override {
    JournalFile staged{.path = path, .before = digest(path)};
    if (!staged.before.empty()) files[staged.backup = beside(path, "old")] = files.at(path);
    return staged;
  }
  void publish(const JournalFile& file) override {
    if (fail_publish_at-- == 0) {
      if (publish_lacks_memory) throw std::bad_alloc();
      throw failure(Fault::host, "cannot-write", file.path);
    }
    if (digest(file.path) != file.before)
      throw failure(Fault::host, "changed-meanwhile", file.path);
    if (file.temporary.empty())
      files.erase(file.path);
    else
      move(file.temporary, file.path);
  }
  void put_back(const JournalFile& file) override {
    if (file.backup.empty())
      files.erase(file.path);
    else
      move(file.backup, file.path);
  }
  void move(const std::string& from, const std::string& to) override {
    if (fail_move_to == to) throw failure(Fault::host, "cannot-write", to);
    files[to] = files.at(from);
    files.erase(from);
  }
  void drop(const std::string& path) override { files.erase(path); }
  void sync_directory(const std::string&) override {}
  void sweep(const std::string&, const std::vector<std::string>&) override {}
  Secret index_of(const IndexMap& map, const std::string&,
                  const std::vector<std::pair<std::string, std::string>>& replaced) override {
    std::string bytes = "index of " + map.source;
    for (const auto& [from, to] : replaced) bytes += "\n" + files.at(to).bytes;
    return Secret(std::string_view(bytes));
  }
  void make_directory(const MakeDirectory& wanted) override {
    files[wanted.path] = {.mode = wanted.access.mode, .kind = FileKind::directory};
  }
  void remove_directory(const std::string& path) override { files.erase(path); }
  void set_access(const SetAccess& wanted) override {
    MemoryFile& file = files.at(wanted.path);
    file.mode = wanted.access.mode;
    if (!wanted.access.owner.empty()) file.owner = wanted.access.owner;
    if (!wanted.access.group.empty()) file.group = wanted.access.group;
  }
  void restore_context(const std::string& path) override { restored.push_back(path); }
  void wait(std::chrono::milliseconds) override { ++waits; }
  void reload_postfix(const std::string& config_dir, int) override {
    ++reloads;
    if (reload_fails) throw failure(Fault::postfix, "program-failed", config_dir);
  }
  void write_out(std::string_view bytes) override { output += bytes; }

 private:
  std::string beside(const std::string& path, std::string_view what) {
    const std::size_t slash = path.rfind('/');
    return path.substr(0, slash + 1) + sidecar_name(path.substr(slash + 1), what, 1, ++sidecars_);
  }

  std::uint64_t sidecars_ = 0;

  static Error failure(Fault fault, const std::string& id, const std::string& subject) {
    return {fault, {.id = id, .subject = subject, .message = "failed in memory", .hint = ""}};
  }
};

// Gives a flag or argument of a command its value, as the parser would.
inline void give(Command& command, const std::string& flag, const std::string& value) {
  for (Flag& one : command.flags)
    if (one.name == flag) return one.set(value);
  throw std::out_of_range("no flag " + flag);
}

inline void give(Command& command, const std::string& word) { command.arguments.at(0).set(word); }

struct Done {
  Planned planned{};
  Answer answer{};
};

// Plans a command and carries it out on HOST, as cli/settle does.
inline Done carry_out(const Command& command, MemoryHost& host, const Globals& globals = {}) {
  Context context(host, globals);
  Done done{.planned = command.plan(context)};
  const Applied applied = apply(done.planned.plan, host, {});
  if (done.planned.answer) done.answer = done.planned.answer(applied);
  return done;
}

}  // namespace postseal::test
