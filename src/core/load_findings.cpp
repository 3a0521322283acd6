// SPDX-License-Identifier: MIT
#include "core/load_findings.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view rewrite_hint =
    "write it anew in the order key, certificate, intermediates: postseal chain build CERTIFICATE "
    "--key KEY --out FILE";

struct Words {
  std::string_view id{};
  std::string message{};
  std::string_view hint{};
};

Words words_for_encrypted() {
  return {"key-encrypted",
          "the private key is encrypted, and Postfix has nobody to ask for the passphrase",
          "store it unencrypted: postseal key convert FILE --out NEW"};
}

class Explanation {
 public:
  Explanation(const LoadResult& result, const std::vector<LoaderFile>& files)
      : result_(result), files_(files) {}

  [[nodiscard]] Finding finding() const {
    Words words = words_for_fault();
    const LoaderFile& file = files_.at(result_.place.file);
    Finding finding{.id = std::string(words.id),
                    .severity = Severity::error,
                    .subject = file.name,
                    .message = std::move(words.message),
                    .hint = std::string(words.hint)};
    const bool in_file = result_.place.object < file.objects.size();
    const int line = in_file ? file.objects[result_.place.object].line : file.end_line;
    if (line > 0 && result_.fault != LoadFault::nothing) finding.line = line;
    return finding;
  }

 private:
  // Every object before the fault, in the order Postfix met them, satisfies TEST for one.
  template <typename Test>
  [[nodiscard]] bool any(Test test) const {
    for (const LoaderFile& file : files_)
      for (const LoaderObject& object : file.objects)
        if (test(object)) return true;
    return false;
  }

  [[nodiscard]] const LoaderObject* at(ObjectPlace place) const {
    const auto& objects = files_.at(place.file).objects;
    return place.object < objects.size() ? &objects[place.object] : nullptr;
  }

  // Postfix never met a key that it could use.
  [[nodiscard]] Words no_key(std::string_view id, std::string message,
                             std::string_view hint) const {
    const auto usable = [](const LoaderObject& o) {
      return o.kind == PemKind::key && !o.encrypted;
    };
    if (any(usable) && result_.fault != LoadFault::nothing) return {id, std::move(message), hint};
    if (any([](const LoaderObject& o) { return o.encrypted; })) return words_for_encrypted();
    if (any([](const LoaderObject& o) { return o.label == "OPENSSH PRIVATE KEY"; }))
      return {"key-openssh", "the private key is in OpenSSH's format, which Postfix does not read",
              "make a key for the mail server: postseal key new"};
    if (result_.fault == LoadFault::nothing) return {id, std::move(message), hint};
    return {"key-missing", "there is no private key in front of the certificate",
            "if the key is in a file of its own, name it with --key"};
  }

  [[nodiscard]] Words no_certificate() const {
    for (std::size_t i = result_.place.object + 1; i < files_.at(result_.place.file).objects.size();
         ++i) {
      if (files_[result_.place.file].objects[i].kind != PemKind::key) continue;
      return {"key-repeated", "a second private key follows this one, with no certificate between",
              rewrite_hint};
    }
    return {"key-without-certificate", "no certificate follows the private key", rewrite_hint};
  }

  [[nodiscard]] Words bad_key() const {
    const LoaderObject* key = at(result_.place);
    if (key != nullptr && key->encrypted) return words_for_encrypted();
    return {"key-invalid", "the private key does not decode",
            "copy the file again from where it was made"};
  }

  [[nodiscard]] Words pem_error() const {
    const std::string& reason = files_.at(result_.place.file).end_reason;
    return {"pem-damaged",
            fmt::format("the PEM text cannot be read on from here: {}",
                        reason.empty() ? "an empty block or line" : reason),
            "copy the file again from where it was made"};
  }

  [[nodiscard]] Words bad_certificate() const {
    return {"certificate-invalid", "the certificate does not decode",
            "copy the file again from where it was made"};
  }

  [[nodiscard]] Words mismatch() const {
    return {"key-cert-mismatch",
            "the certificate that comes with the private key is not for it: public keys differ",
            "the leaf must come right after its key; postseal key show and cert show tell which "
            "key belongs to which certificate"};
  }

  [[nodiscard]] Words slot_taken() const {
    const LoaderObject* leaf = at(result_.place);
    return {"key-algorithm-repeated",
            fmt::format("this is a second {} chain: Postfix serves one for each key algorithm",
                        leaf != nullptr ? leaf->slot : ""),
            "keep one of the two"};
  }

  [[nodiscard]] Words words_for_fault() const {
    switch (result_.fault) {
      case LoadFault::unopenable:
        return {"file-missing",
                fmt::format("cannot be opened: {}", *files_.at(result_.place.file).open_error), ""};
      case LoadFault::damaged:
        return pem_error();
      case LoadFault::nothing:
        return no_key("pem-missing", "has no PEM private key or certificate",
                      "Postfix reads PEM only: text between BEGIN and END lines");
      case LoadFault::key_not_first:
        return no_key("key-not-first", "the certificate stands before its private key",
                      rewrite_hint);
      case LoadFault::key_missing:
        return no_key("key-missing", "there is no private key", rewrite_hint);
      case LoadFault::key_unreadable:
        return bad_key();
      case LoadFault::certificate_missing:
        return no_certificate();
      case LoadFault::certificate_unreadable:
        return bad_certificate();
      case LoadFault::excess_data:
        return {"der-excess-data", "bytes follow the DER value in this block",
                "copy the file again from where it was made"};
      case LoadFault::mismatch:
        return mismatch();
      case LoadFault::slot_taken:
        return slot_taken();
      case LoadFault::unsupported:
        return {"key-unsupported", "TLS has no use for a key of this kind",
                "make a key of a usual kind: postseal key new"};
      case LoadFault::none:
        break;
    }
    return {};
  }

  const LoadResult& result_;
  const std::vector<LoaderFile>& files_;
};

}  // namespace

std::vector<Finding> findings_of(const LoadResult& result, const std::vector<LoaderFile>& files) {
  std::vector<Finding> findings;
  if (result.fault != LoadFault::none) findings.push_back(Explanation(result, files).finding());
  for (const ObjectPlace& place : result.ignored) {
    const LoaderFile& file = files.at(place.file);
    const LoaderObject& object = file.objects.at(place.object);
    const bool key = object.kind == PemKind::key;
    // The error is about this one already.
    const bool explained = object.encrypted || object.label == "OPENSSH PRIVATE KEY";
    if (explained && result.fault != LoadFault::none) continue;
    findings.push_back(
        {.id = "pem-type-ignored",
         .severity = Severity::warning,
         .subject = file.name,
         .line = object.line,
         .message = key ? "a second private key is ignored"
                        : fmt::format("Postfix ignores the \"{}\" block", escaped(object.label)),
         .hint = "remove it from the file"});
  }
  return findings;
}

}  // namespace postseal
