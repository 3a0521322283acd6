// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "system/descriptor.hpp"
#include "system/host.hpp"
#include "system/unsynced.hpp"

namespace postseal {

// The machine we run on.
class PosixHost final : public Host {
 public:
  using Log = std::function<void(LogLevel, std::string_view)>;
  explicit PosixHost(Log log) : log_(std::move(log)) {}

  std::optional<FileStatus> status(const std::string& path, Follow follow) const override;
  Secret read(const std::string& path, std::uint64_t cap) const override;
  void read_pieces(const std::string& path, std::uint64_t cap,
                   const std::function<void(std::string_view)>& take) const override;
  std::string digest(const std::string& path) const override;
  std::vector<std::string> list(const std::string& path) const override;
  std::string resolve(const std::string& path) const override;
  std::string absolute(const std::string& path) const override;
  bool is_trusted_directory(const std::string& path) const override;
  std::optional<std::string> security_context(const std::string& path) const override;
  Time now() const override;
  std::uint32_t effective_uid() const override;
  OwnerNames own_names() const override;
  ProgramResult run(const ProgramCall& call) const override;
  std::optional<std::string> find_program(std::string_view name) const override;
  std::optional<std::string> environment(const std::string& name) const override;
  std::optional<Secret> ask_passphrase(const std::string& prompt) const override;
  std::vector<std::string> edit_copies(
      const std::vector<std::pair<std::string, std::string>>& files,
      const std::vector<std::vector<std::string>>& calls) const override;
  bool postfix_runs(const std::string& queue_directory) const override;
  ServiceLook look_at_service(const ServiceAddress& address) const override;
  void look_at_services(const std::vector<ServiceAddress>& addresses, std::size_t at_once,
                        const TakeLook& take) const override;
  MailExchangers mail_exchangers(const std::string& domain) const override;
  void log(LogLevel level, std::string_view line) const override { log_(level, line); }

  void lock(const std::string& config_dir, int timeout) override;
  JournalFile stage(const Output& output, std::string_view bytes) override;
  JournalFile stage_removal(const std::string& path) override;
  void publish(const JournalFile& file) override;
  void put_back(const JournalFile& file) override;
  void move(const std::string& from, const std::string& to) override;
  void drop(const std::string& path) override;
  void sync_directory(const std::string& path) override;
  void sweep(const std::string& directory, const std::vector<std::string>& keep) override;
  void make_directory(const MakeDirectory& wanted) override;
  void remove_directory(const std::string& path) override;
  void set_access(const SetAccess& wanted) override;
  Secret index_of(const IndexMap& map, const std::string& state_dir,
                  const std::vector<std::pair<std::string, std::string>>& replaced) override;
  void restore_context(const std::string& path) override;
  void reload_postfix(const std::string& config_dir, int limit) override;
  void wait(std::chrono::milliseconds time) override;
  void write_out(std::string_view bytes) override;

 private:
  Log log_;
  Descriptor lock_{};
  Unsynced unsynced_{};
};

}  // namespace postseal
