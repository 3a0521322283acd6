// SPDX-License-Identifier: MIT
#include "commands/check_cas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "commands/check_late_files.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// A bundle of public CAs has well over a hundred, and a few of them are always about to expire.
constexpr std::size_t most_own_cas = 20;

// The certificates of one CAfile.
class CaFile {
 public:
  CaFile(MaterialLook& look, const std::string& path, std::string parameter,
         const std::vector<MaterialUse>& uses)
      : look_(look), file_(look.files.chain(path)), parameter_(std::move(parameter)) {
    for (const MaterialUse& use : uses)
      for (const ShownChain& chain : use.chains)
        own_.push_back(chain.certificates.front().certificate);
  }

  [[nodiscard]] std::vector<CheckFinding> findings() && {
    const auto count = std::count_if(file_.certificates.begin(), file_.certificates.end(),
                                     [](const auto& one) { return one.has_value(); });
    if (static_cast<std::size_t>(count) > most_own_cas) return {};
    for (std::size_t i = 0; i < file_.certificates.size(); ++i)
      if (file_.certificates[i]) look_at(*file_.certificates[i], file_.file.objects[i].line);
    return std::move(findings_);
  }

 private:
  void add(int line, Urgency urgency, Severity severity, std::string id, std::string message,
           std::string hint) {
    findings_.push_back({.finding = {.id = std::move(id),
                                     .severity = severity,
                                     .subject = file_.file.name,
                                     .line = line,
                                     .message = std::move(message),
                                     .hint = std::move(hint)},
                         .urgency = urgency});
  }

  void look_at(const Certificate& one, int line) {
    const std::string subject = one.subject();
    const bool own_root = one.subject_der() == one.issuer_der();
    // Several relays may share a self-signed certificate and trust it; no client of smtpd has it.
    const bool shared = own_root && !parameter_.starts_with("smtpd_");
    if (std::find(own_.begin(), own_.end(), one) != own_.end() && !shared)
      return add(line, Urgency::weak, Severity::warning, "ca-file-own-certificate",
                 fmt::format("\"{}\" is this server's own certificate, and {} is for the CAs of "
                             "others: nobody is trusted because of it",
                             subject, parameter_),
                 fmt::format("set {} to the CAs that issue the certificates of your peers, or "
                             "leave it empty",
                             parameter_));
    // A self-signed certificate is its own CA; any other counts only as the issuer of something.
    if (!one.is_ca() && !own_root)
      return add(line, Urgency::weak, Severity::warning, "ca-file-leaf",
                 fmt::format("\"{}\" is not the certificate of a CA: nobody is trusted because of "
                             "it ({})",
                             subject, parameter_),
                 "put the certificate of its CA there; to trust one certificate, pin it: postseal "
                 "fingerprint --format policy");
    look_at_dates(one, line);
  }

  void look_at_dates(const Certificate& one, int line) {
    if (one.not_after() < look_.now())
      add(line, Urgency::broken, Severity::warning, "ca-expired",
          fmt::format("\"{}\" expired on {}: nothing that it issued is trusted ({})", one.subject(),
                      rfc3339(one.not_after()), parameter_),
          "replace it with the CA's new certificate, or remove it");
    else if (one.not_after() < look_.now() + std::chrono::days(look_.within))
      add(line, Urgency::dated, Severity::warning, "ca-expires-soon",
          fmt::format("\"{}\" expires on {}: then nothing that it issued is trusted ({})",
                      one.subject(), rfc3339(one.not_after()), parameter_),
          "get the CA's next certificate, and add it beside this one");
  }

  MaterialLook& look_;
  const LoadableFile& file_;
  std::string parameter_;
  std::vector<Certificate> own_{};
  std::vector<CheckFinding> findings_{};
};

}  // namespace

std::vector<CheckFinding> check_cas(MaterialLook& look, const std::vector<MaterialUse>& uses) {
  std::vector<CheckFinding> all;
  const auto add = [&](std::vector<CheckFinding> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  std::set<std::string> files;
  for (const MaterialUse& use : uses)
    if (!use.ca_file.empty() && look.files.is_file(use.ca_file) && files.insert(use.ca_file).second)
      add(CaFile(look, use.ca_file, use.prefix + "CAfile", uses).findings());
  add(check_late_files(look, uses));
  return all;
}

}  // namespace postseal
