// SPDX-License-Identifier: MIT
#include "commands/check_late_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/logical_lines.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// "9d66eef0.0": how OpenSSL finds a CA in a directory, by a hash of its name.
bool is_hash_link(std::string_view name) {
  constexpr std::size_t digits = 8;
  if (name.size() < digits + 2 || name[digits] != '.') return false;
  const auto all_of = [](std::string_view text, std::string_view set) {
    return text.find_first_not_of(set) == std::string_view::npos;
  };
  return all_of(name.substr(0, digits), "0123456789abcdef") &&
         all_of(name.substr(digits + 1), "0123456789");
}

bool may(const FileStatus& status, const std::string& owner, std::uint32_t bits) {
  if (status.owner == owner) return (status.mode & (bits << 6U)) == bits << 6U;
  if (status.group == owner && (status.mode & (bits << 3U)) == bits << 3U) return true;
  return (status.mode & bits) == bits;
}

// One place, and everyone who opens it there.
struct Place {
  Setting setting{};
  std::string parameter{};
  std::string path{};  // absolute, outside
  bool jailed = false;
  bool outside = false;  // somebody without a chroot uses it, too
  std::vector<std::string> services{};
};

class LateFiles {
 public:
  explicit LateFiles(MaterialLook& look)
      : look_(look),
        queue_(value_in(look.config, nullptr, "queue_directory")),
        owner_(value_in(look.config, nullptr, "mail_owner")) {}

  void look_at(const MaterialUse& use) {
    const auto note = [&](std::map<std::string, Place>& places, const std::string& parameter) {
      const auto setting = setting_of(look_.config, use.service, parameter);
      if (!setting) return;
      for (const std::string& path : list_elements(setting->value))
        add(places, path, parameter, *setting, *use.service);
    };
    // A server looks for CAs only where it asks for certificates.
    const bool server = use.use == ChainUse::server;
    if (!server || is_on(look_.config, use.service, "smtpd_tls_ask_ccert") ||
        is_on(look_.config, use.service, "smtpd_tls_req_ccert"))
      note(directories_, use.prefix + "CApath");
    if (server) return;
    note(anchors_, use.prefix + "trust_anchor_file");
  }

  [[nodiscard]] std::vector<CheckFinding> take() && {
    for (const auto& [path, place] : directories_) judge_directory_of(place);
    for (const auto& [path, place] : anchors_) judge_anchor(place);
    return std::move(findings_);
  }

 private:
  void add(std::map<std::string, Place>& places, const std::string& path,
           const std::string& parameter, const Setting& setting, const Service& service) {
    const std::string full = look_.absolute(path);
    Place& place =
        places.try_emplace(full, Place{.setting = setting, .parameter = parameter, .path = full})
            .first->second;
    const bool jailed = is_chrooted(look_.config, service);
    place.jailed = place.jailed || jailed;
    place.outside = place.outside || !jailed;
    place.services.push_back(service.key());
  }

  [[nodiscard]] std::string in_jail(const std::string& path) const { return queue_ + path; }

  void report(const Place& place, Urgency urgency, Severity severity, std::string id,
              std::string message, std::string hint) {
    findings_.push_back(
        {.finding = finding_about(
             place.setting, {.id = std::move(id),
                             .severity = severity,
                             .message = fmt::format("{}: {}", place.parameter, std::move(message)),
                             .hint = std::move(hint)}),
         .urgency = urgency});
  }

  // false: what is in it is not for us to see; one that is not there has nothing.
  [[nodiscard]] bool can_list(const std::string& directory) {
    if (!look_.files.status(directory)) return look_.files.is_absent(directory);
    try {
      (void)look_.context.host().list(directory);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  // The names in it that OpenSSL would look up; links whose target is gone do not count.
  [[nodiscard]] std::vector<std::string> hash_links(const std::string& directory) {
    std::vector<std::string> links;
    try {
      for (const std::string& name : look_.context.host().list(directory))
        if (is_hash_link(name) && look_.files.status(directory + "/" + name))
          links.push_back(directory + "/" + name);
    } catch (const Error&) {
      // Not there, or no directory: as good as empty.
    }
    return links;
  }

  void judge_directory_of(const Place& place) {
    if (place.jailed) judge_jailed_directory(place);
    if (!place.outside) return;
    const auto& directory = look_.files.status(place.path);
    if (look_.files.is_absent(place.path) || (directory && !look_.files.is_directory(place.path)))
      return report(place, Urgency::weak, Severity::warning, "ca-path-missing",
                    fmt::format("\"{}\" is not there, and Postfix does not say so: nobody is "
                                "trusted because of it",
                                escaped(place.path)),
                    "name a directory of CAs, or use CAfile");
    if (!can_list(place.path)) return;
    const auto links = hash_links(place.path);
    if (links.empty())
      return report(place, Urgency::weak, Severity::warning, "ca-path-not-hashed",
                    fmt::format("no CA can be found in \"{}\": it has no links like 9d66eef0.0",
                                escaped(place.path)),
                    fmt::format("openssl rehash {}", escaped(place.path)));
    judge_readable(place, links);
  }

  void judge_readable(const Place& place, const std::vector<std::string>& links) {
    const auto& directory = look_.files.status(place.path);
    const auto unreadable = std::count_if(links.begin(), links.end(), [&](const auto& link) {
      return !may(*look_.files.status(link), owner_, 4);
    });
    if (directory && !may(*directory, owner_, 1))
      report(place, Urgency::weak, Severity::warning, "ca-path-not-readable",
             fmt::format("{} cannot search \"{}\" (mode {:04o}, {}:{})", owner_,
                         escaped(place.path), directory->mode, directory->owner, directory->group),
             fmt::format("chmod 755 {}", escaped(place.path)));
    else if (unreadable > 0)
      report(place, Urgency::weak, Severity::warning, "ca-path-not-readable",
             fmt::format("{} cannot read {} of the {} CAs in \"{}\"", owner_, unreadable,
                         links.size(), escaped(place.path)),
             "make them readable for everyone: they hold no secret");
  }

  void judge_jailed_directory(const Place& place) {
    const std::string inside = in_jail(place.path);
    if (!can_list(inside) || !hash_links(inside).empty()) return;
    report(place, Urgency::weak, Severity::warning, "ca-path-outside-chroot",
           fmt::format("{} look for \"{}\" inside their chroot, and \"{}\" has no CAs: nobody is "
                       "trusted, without a word in the log",
                       services_text(place), escaped(place.path), escaped(inside)),
           fmt::format("use {}CAfile, which is read before the chroot, or copy the CAs there",
                       place.parameter.substr(0, place.parameter.find("CApath"))));
  }

  void judge_anchor(const Place& place) {
    if (place.jailed && look_.files.is_absent(in_jail(place.path)))
      return report(
          place, Urgency::broken, Severity::error, "trust-anchor-outside-chroot",
          fmt::format("{} open \"{}\" inside their chroot, and \"{}\" is not there: mail "
                      "that it is for waits",
                      services_text(place), escaped(place.path), escaped(in_jail(place.path))),
          "put the file there as well, or run the service without a chroot");
    const auto& status = look_.files.status(place.path);
    if (place.outside && look_.files.is_absent(place.path))
      return report(
          place, Urgency::broken, Severity::error, "trust-anchor-missing",
          fmt::format("\"{}\" is not there: mail that it is for waits", escaped(place.path)),
          "put the CA's certificate there, or take the name out");
    if (place.outside && status && !may(*status, owner_, 4))
      report(place, Urgency::broken, Severity::error, "trust-anchor-not-readable",
             fmt::format("{} cannot read \"{}\" (mode {:04o}, {}:{}): mail that it is for waits",
                         owner_, escaped(place.path), status->mode, status->owner, status->group),
             fmt::format("chmod 644 {}", escaped(place.path)));
  }

  [[nodiscard]] static std::string services_text(const Place& place) {
    return escaped(fmt::format("{}", fmt::join(place.services, ", ")));
  }

  MaterialLook& look_;
  std::string queue_;
  std::string owner_;  // $mail_owner
  std::map<std::string, Place> directories_{};
  std::map<std::string, Place> anchors_{};
  std::vector<CheckFinding> findings_{};
};

}  // namespace

std::vector<CheckFinding> check_late_files(MaterialLook& look,
                                           const std::vector<MaterialUse>& uses) {
  LateFiles late(look);
  for (const MaterialUse& use : uses) late.look_at(use);
  return std::move(late).take();
}

}  // namespace postseal
