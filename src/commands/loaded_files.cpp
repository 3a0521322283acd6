// SPDX-License-Identifier: MIT
#include "commands/loaded_files.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/error.hpp"
#include "core/file_look.hpp"
#include "core/load_findings.hpp"
#include "crypto/material.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion first_with_chain_files{3, 4, 0};

Secret bytes_of(Context& context, const std::string& path) {
  if (path == "-")
    throw Error(Fault::usage, {.id = "option-conflict",
                               .subject = "-",
                               .message = "Postfix cannot load standard input",
                               .hint = "name a file"});
  return context.host().read(path);
}

// What a file in which Postfix finds nothing is instead.
Problem instead(const std::string& name, std::string_view bytes) {
  const Material material = read_material(name, bytes);
  const bool other = material.container != "PEM" && !material.container.empty();
  if (other)
    return {.id = "file-not-pem",
            .subject = name,
            .message = fmt::format("is {}, and Postfix reads PEM only", material.container),
            .hint =
                "postseal key convert writes its key as PEM, postseal chain build its "
                "certificates"};
  if (bytes.find("-----BEGIN ") == std::string_view::npos) return look_of(name, bytes);
  if (bytes.find('\0') != std::string_view::npos)
    return {.id = "file-nul-bytes",
            .subject = name,
            .message = "has a NUL byte, which Postfix takes for the end of the file",
            .hint = "copy the file again from where it was made"};
  return {.id = "pem-missing",
          .subject = name,
          .message = "has BEGIN lines, but none that counts: each must start and end a line",
          .hint = "lines end with LF or CR LF, and have no blanks before them"};
}

class Loading {
 public:
  explicit Loading(Context& context) : context_(context) {}

  [[nodiscard]] LoadedFiles chain_files(const std::vector<std::string>& names) && {
    loaded_.parameter = "smtpd_tls_chain_files";
    for (const std::string& name : names) {
      loaded_.value += (loaded_.value.empty() ? "" : " ") + name;
      const bool lone = names.size() == 1;
      if (!lone && !context_.host().status(name, Follow::yes))
        loaded_.material.push_back(
            {.file = {.name = name, .open_error = "No such file or directory"}});
      else
        loaded_.material.push_back(chain_file(name, read(name).reveal()));
    }
    loaded_.result = load_chain_files(loaded_.value, files());
    return finished();
  }

  [[nodiscard]] LoadedFiles one_file(const std::string& name) && {
    set_legacy(name);
    loaded_.material.push_back(chain_file(name, read(name).reveal()));
    loaded_.result = load_legacy({{.certificate = files().front()}});
    return finished();
  }

  [[nodiscard]] LoadedFiles two_files(const std::string& name, const std::string& key) && {
    set_legacy(name);
    const Secret certificates = read(name);
    loaded_.material.push_back(certificate_file(name, certificates.reveal()));
    loaded_.material.push_back(
        key_file(key, name == key ? certificates.reveal() : read(key).reveal()));
    loaded_.result =
        load_legacy({{.certificate = loaded_.material[0].file, .key = loaded_.material[1].file}});
    return finished();
  }

 private:
  void set_legacy(const std::string& name) {
    loaded_.parameter = "smtpd_tls_cert_file";
    loaded_.value = name;
  }

  [[nodiscard]] Secret read(const std::string& name) {
    Secret bytes = bytes_of(context_, name);
    if (!problem_ && chain_file(name, bytes.reveal()).file.objects.empty())
      problem_ = instead(name, bytes.reveal());
    return bytes;
  }

  [[nodiscard]] std::vector<LoaderFile> files() const {
    std::vector<LoaderFile> files;
    for (const LoadableFile& material : loaded_.material) files.push_back(material.file);
    return files;
  }

  [[nodiscard]] LoadedFiles finished() {
    loaded_.findings = findings_of(loaded_.result, files());
    const LoadFault fault = loaded_.result.fault;
    const bool empty = fault == LoadFault::nothing || fault == LoadFault::key_unreadable;
    if (empty && problem_ && !loaded_.findings.empty()) {
      Finding& finding = loaded_.findings.front();
      finding.id = problem_->id;
      finding.subject = problem_->subject;
      finding.message = problem_->message;
      finding.hint = problem_->hint;
    }
    return std::move(loaded_);
  }

  Context& context_;
  LoadedFiles loaded_{};
  std::optional<Problem> problem_{};  // of the first file without any PEM object
};

}  // namespace

LoadedFiles load_files(Context& context, const std::vector<std::string>& files,
                       const std::optional<std::string>& key) {
  const bool knows_chain_files = context.version() >= first_with_chain_files;
  if (!key && knows_chain_files) return Loading(context).chain_files(files);
  if (files.size() != 1)
    throw Error(Fault::usage, {.id = "option-conflict",
                               .subject = key ? "--key" : "FILE",
                               .message = key ? "goes with one certificate file"
                                              : fmt::format("Postfix {} takes one file, not a list",
                                                            text_of(context.version())),
                               .hint = "name one FILE"});
  if (key.value_or(files.front()) == files.front() && knows_chain_files)
    return Loading(context).one_file(files.front());
  return Loading(context).two_files(files.front(), key.value_or(files.front()));
}

}  // namespace postseal
