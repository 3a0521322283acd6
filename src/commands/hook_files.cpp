// SPDX-License-Identifier: MIT
#include "commands/hook_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "crypto/sha256.hpp"

namespace postseal {
namespace {

constexpr std::string_view mark = "# postseal hook, sha256 ";
constexpr int lines_with_mark = 3;  // after "#!/bin/sh", or a line for shellcheck

struct Marked {
  std::string digest{};
  std::string rest{};  // the text without the line of the mark
};

std::optional<Marked> marked(std::string_view text) {
  std::size_t start = 0;
  for (int line = 0; line < lines_with_mark && start < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', start), text.size() - 1) + 1;
    const std::string_view one = text.substr(start, end - start);
    if (one.starts_with(mark)) {
      std::string digest(one.substr(mark.size()));
      if (digest.ends_with('\n')) digest.pop_back();
      return Marked{.digest = std::move(digest),
                    .rest = fmt::format("{}{}", text.substr(0, start), text.substr(end))};
    }
    start = end;
  }
  return std::nullopt;
}

}  // namespace

HookOrigin origin_of(const OutputSeen& seen) {
  if (!seen.status) return HookOrigin::absent;
  const auto found = marked(seen.bytes.reveal());
  if (!found) return HookOrigin::foreign;
  return found->digest == crypto::sha256_hex(found->rest) ? HookOrigin::ours : HookOrigin::changed;
}

std::string hook_text(const HookFile& file, const HookWords& words, const TemplateSource& own) {
  TemplateData data{.values = {{"mark", std::string(mark)},
                               {"postseal", words.postseal},
                               {"script", shell_quoted(words.script)},
                               {"client_dir", shell_quoted(words.client_dir)}}};
  const auto blank = marked(render(file.name, data, own));
  if (!blank)
    throw Error(Fault::input, {.id = "template-invalid",
                               .subject = file.name,
                               .message = "none of its first lines is {{mark}}",
                               .hint = "without it `hook remove` would not know the file again"});
  data.values["mark"] += crypto::sha256_hex(blank->rest);
  return render(file.name, data, own);
}

Error changed_hook(const std::string& path) {
  return {Fault::input,
          {.id = "hook-changed",
           .subject = path,
           .message = "was changed since postseal wrote it",
           .hint = "look at it; --force gives the changes up"}};
}

Error missing_client(const std::string& client, const std::string& directory) {
  return {Fault::input,
          {.id = "hook-client-missing",
           .subject = directory,
           .message = fmt::format("is not there: {} is not set up here, or elsewhere", client),
           .hint = "--client-dir DIR says where its configuration is"}};
}

}  // namespace postseal
