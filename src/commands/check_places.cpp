// SPDX-License-Identifier: MIT
#include "commands/check_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/file_references.hpp"
#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// What is in the path of files that a client of ACME writes for itself.
struct AcmePlace {
  std::string_view part{};
  std::string_view client{};
};
constexpr std::array acme_places{AcmePlace{"/live/", "certbot"},
                                 AcmePlace{"/lego/certificates/", "lego"},
                                 AcmePlace{"/.lego/certificates/", "lego"},
                                 AcmePlace{"/.acme.sh/", "acme.sh"},
                                 AcmePlace{"/dehydrated/certs/", "dehydrated"},
                                 AcmePlace{"/.getssl/", "getssl"},
                                 AcmePlace{"/uacme/", "uacme"}};
constexpr std::array certbot_names{std::string_view("/fullchain.pem"),
                                   std::string_view("/privkey.pem"), std::string_view("/cert.pem"),
                                   std::string_view("/chain.pem")};

std::string_view client_of(std::string_view path) {
  for (const AcmePlace& place : acme_places) {
    if (path.find(place.part) == std::string_view::npos) continue;
    if (place.client == "certbot" &&
        std::none_of(certbot_names.begin(), certbot_names.end(),
                     [&](std::string_view name) { return path.ends_with(name); }))
      continue;
    return place.client;
  }
  return {};
}

class Places {
 public:
  explicit Places(MaterialLook& look) : look_(look) {}

  // Key and certificate as two files are swapped one after the other.
  void judge_renewal(const MaterialUse& use) {
    std::vector<std::string> files;
    for (const std::string& file : use.files)
      if (!client_of(file).empty() && std::find(files.begin(), files.end(), file) == files.end())
        files.push_back(file);
    if (files.size() < 2 || !passed_.insert(files.front()).second) return;
    const std::string_view client = client_of(files.front());
    add({.id = "renewal-not-atomic",
         .severity = Severity::info,
         .subject = files.front(),
         .message =
             fmt::format("{} renews it and \"{}\" one after the other: a process that starts "
                         "in between finds a key and a certificate that do not fit, and has "
                         "no TLS",
                         client, escaped(files[1])),
         .hint = fmt::format("postseal hook install {}: it checks what was renewed and puts both "
                             "in place at once",
                             client)},
        Urgency::weak);
  }

  // Seen with Postfix 3.7.11: TLS goes on without the cache; and tlsmgr(8) takes data_directory
  // instead of a directory that is not its own (data_redirect.c).
  void judge_cache(std::string_view parameter) {
    const auto setting = setting_of(look_.config, nullptr, parameter);
    if (!setting || !setting->is_set()) return;
    const std::size_t colon = setting->value.find(":/");
    if (colon == std::string::npos) return;
    const std::string directory = parent_directory(setting->value.substr(colon + 1));
    const auto& status = look_.files.status(directory);
    const auto say = [&](Urgency urgency, Severity severity, std::string id, std::string what) {
      add(finding_about(*setting,
                        {.id = std::move(id),
                         .severity = severity,
                         .message = fmt::format("{}: \"{}\" {}", parameter, escaped(directory),
                                                std::move(what)),
                         .hint = "put it below $data_directory, or leave the parameter empty: "
                                 "sessions go on with tickets"}),
          urgency);
    };
    if (!status && !look_.files.is_absent(directory)) return;
    if (!status || status->kind != FileKind::directory)
      return say(Urgency::untidy, Severity::warning, "cache-directory-missing",
                 "is no directory: tlsmgr warns, and there is no cache");
    const std::string owner = value_in(look_.config, nullptr, "mail_owner");
    if (status->owner != owner && is_in_data_directory(directory))
      return say(Urgency::untidy, Severity::info, "cache-directory-foreign",
                 fmt::format("belongs to {} and not to {}: tlsmgr warns, and uses $data_directory",
                             status->owner, owner));
    if ((status->mode & 0002U) != 0)
      say(Urgency::weak, Severity::warning, "cache-directory-writable",
          fmt::format("can be written by everyone (mode {:04o}), and the cache holds the secrets "
                      "of sessions",
                      status->mode));
  }

  // Names without "/" at their start are below queue_directory, where daemons run.
  void judge_relative() {
    for (const ParameterLine& line : look_.config.main_cf.entries)
      if (look_.config.main_cf.find(line.name) == &line) judge_relative(nullptr, line.name);
    for (const Service& service : look_.config.master_cf.services)
      for (const ParameterLine& line : service.overrides) judge_relative(&service, line.name);
  }

  [[nodiscard]] std::vector<CheckFinding> take() && { return std::move(findings_); }

 private:
  // For one elsewhere the name alone is wrong.
  [[nodiscard]] bool is_in_data_directory(const std::string& directory) const {
    const std::string data = value_in(look_.config, nullptr, "data_directory");
    return directory == data || directory.starts_with(data + "/");
  }

  void add(Finding finding, Urgency urgency) {
    findings_.push_back({.finding = std::move(finding), .urgency = urgency});
  }

  void judge_relative(const Service* service, const std::string& parameter) {
    constexpr std::array endings{std::string_view("_file"), std::string_view("_files"),
                                 std::string_view("_CAfile"), std::string_view("_CApath")};
    if (parameter.find("tls") == std::string::npos || parameter == "tls_config_file" ||
        std::none_of(endings.begin(), endings.end(),
                     [&](std::string_view end) { return parameter.ends_with(end); }))
      return;
    const auto setting = setting_of(look_.config, service, parameter);
    if (!setting || setting->problem) return;
    for (const std::string& name : list_elements(setting->value)) {
      if (name.starts_with('/') || name == "none" || name == "auto") continue;
      const std::string full = look_.absolute(name);
      const bool there = !look_.files.is_absent(full);
      add(finding_about(*setting,
                        {.id = "path-relative",
                         .severity = there ? Severity::info : Severity::warning,
                         .message = fmt::format(
                             "{}: \"{}\" is relative, which to the daemons is \"{}\"{}", parameter,
                             escaped(name), escaped(full), there ? "" : ", and nothing is there"),
                         .hint = "write the whole path"}),
          there ? Urgency::untidy : Urgency::broken);
    }
  }

  MaterialLook& look_;
  std::set<std::string> passed_{};
  std::vector<CheckFinding> findings_{};
};

}  // namespace

std::vector<CheckFinding> check_places(MaterialLook& look, const std::vector<MaterialUse>& uses) {
  Places places(look);
  for (const MaterialUse& use : uses) places.judge_renewal(use);
  if (!uses.empty())
    for (const std::string_view parameter :
         {"smtpd_tls_session_cache_database", "smtp_tls_session_cache_database",
          "lmtp_tls_session_cache_database"})
      places.judge_cache(parameter);
  places.judge_relative();
  return std::move(places).take();
}

}  // namespace postseal
