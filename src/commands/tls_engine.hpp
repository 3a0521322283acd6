// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/check_parts.hpp"
#include "commands/service_files.hpp"
#include "core/loader.hpp"
#include "core/log_text.hpp"

namespace postseal {

// How far a daemon's TLS engine has come.
enum class EngineState {
  on,        // so far
  failing,   // STARTTLS is answered, and no handshake succeeds
  off,       // TLS is not to be had, the daemon runs on
  disabled,  // nobody asked for TLS
  dead,      // the daemon has ended
  unknown,   // a file that root alone can read decides
};

// A daemon of one service as it starts TLS: what it logs, what is wrong. The parts of the start are
// functions that take it and go on where the last one left it.
class TlsEngine {
 public:
  // PREFIX: of its parameters, "smtpd_tls_".
  TlsEngine(const CheckedConfig& config, const Service& service, ServiceFiles& files,
            std::string prefix)
      : config_(config), service_(service), files_(files), prefix_(std::move(prefix)) {}

  [[nodiscard]] const CheckedConfig& config() const noexcept { return config_; }
  [[nodiscard]] const Service& service() const noexcept { return service_; }
  [[nodiscard]] const PostfixVersion& version() const noexcept { return config_.version; }
  [[nodiscard]] ServiceFiles& files() noexcept { return files_; }
  [[nodiscard]] std::string name(std::string_view rest) const {
    return fmt::format("{}{}", prefix_, rest);
  }
  // By full name, and by what follows the prefix.
  [[nodiscard]] std::string value(std::string_view full_name) const;
  [[nodiscard]] std::string own(std::string_view rest) const { return value(name(rest)); }
  [[nodiscard]] bool is_on(std::string_view full_name) const;
  // Explicitly, here or in main.cf.
  [[nodiscard]] bool is_set(std::string_view full_name) const {
    return service_.find(full_name) != nullptr || config_.main_cf.find(full_name) != nullptr;
  }

  [[nodiscard]] bool goes_on() const noexcept { return state_ == EngineState::on; }
  [[nodiscard]] EngineState state() const noexcept { return state_; }
  void stop(EngineState state) noexcept { state_ = state; }

  void log(const std::string& line) { log_.push_back(logged(line)); }
  template <typename... Values>
  void warn(fmt::format_string<const Values&...> text, const Values&... values) {
    log("warning: " + fmt::format(text, values...));
  }

  // Nothing can be said: FILE decides, and we cannot read it.
  void give_up(const std::string& file);
  // What another part of the same daemon logged and found.
  void take(const TlsEngine& other);
  // Logs the first line that begins so once more, if there is one.
  void repeat(std::string_view beginning);

  // What is wrong with a parameter. MESSAGE goes on after its name.
  struct Complaint {
    std::string id{};
    std::string message{};
    std::string hint{};
    Severity severity = Severity::error;
    Urgency urgency = Urgency::broken;
  };
  void complain(std::string_view full_name, Complaint complaint);
  void add(CheckFinding finding) { findings_.push_back(std::move(finding)); }

  // What a handshake has to choose from.
  struct Chain {
    std::string slot{};  // as in LoadedChain
    bool usual = true;   // of a kind that clients offer to take
  };
  std::vector<Chain> chains{};
  bool common_group = true;  // a key exchange group that clients know

  [[nodiscard]] CheckedService result(std::string_view daemon) const;
  [[nodiscard]] const std::vector<CheckFinding>& findings() const noexcept { return findings_; }

 private:
  [[nodiscard]] std::string state_name() const;

  const CheckedConfig& config_;
  const Service& service_;
  ServiceFiles& files_;
  std::string prefix_;
  EngineState state_ = EngineState::on;
  std::vector<std::string> log_{};
  std::vector<CheckFinding> findings_{};
};

// The parts that servers and clients have in common, in the order of the source of Postfix
// (tls_server_init(), tls_client_init()).
void read_daemon_values(TlsEngine& engine, std::string_view daemon);
void read_library_values(TlsEngine& engine);
void open_maps(TlsEngine& engine, std::string_view full_name);
// SHOWN: the name in the log.
void read_log_level(TlsEngine& engine, const std::string& shown);
void read_openssl_config(TlsEngine& engine);
void check_digest(TlsEngine& engine);
void look_for_tlsmgr(TlsEngine& engine);
void read_openssl_options(TlsEngine& engine);
void load_cas(TlsEngine& engine);
// CERTIFICATE: the value of the *_cert_file, without "none".
void load_certificates(TlsEngine& engine, const std::string& certificate);
// LIST: the parameter; its complaints come once for each TLS context.
void choose_groups(TlsEngine& engine, std::string_view list, int contexts);

}  // namespace postseal
