// SPDX-License-Identifier: MIT
#include "commands/files.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "core/error.hpp"
#include "crypto/sha256.hpp"

namespace postseal {
namespace {

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string mode_text(std::uint32_t mode) { return fmt::format("{:04o}", mode); }

void append(Facts& facts, const Facts& more) {
  facts.insert(facts.end(), more.begin(), more.end());
}

}  // namespace

void require_safe_directory(const Context& context, const std::string& path) {
  const std::string parent = parent_of(path);
  const auto status = context.host().status(parent, Follow::yes);
  if (!status || status->kind != FileKind::directory)
    throw Error(Fault::input, {.id = "directory-missing",
                               .subject = path,
                               .message = fmt::format("its directory {} is not there", parent),
                               .hint = "create the directory first"});
  if (!context.globals().allow_unsafe_dir && !context.host().is_trusted_directory(parent))
    throw Error(Fault::host,
                {.id = "unsafe-directory",
                 .subject = parent,
                 .message = fmt::format("belongs to {} with mode {:04o}: others can swap what is "
                                        "written there",
                                        status->owner, status->mode),
                 .hint = "use a directory of root or of your own, or give --allow-unsafe-dir"});
}

OutputSeen observe_output(const Context& context, const std::string& path) {
  OutputSeen seen{.path = context.host().absolute(path)};
  if (path == "-") return seen;
  require_safe_directory(context, seen.path);
  seen.status = context.host().status(seen.path, Follow::no);
  if (!seen.status) return seen;
  if (seen.status->kind != FileKind::regular)
    throw Error(
        Fault::input,
        {.id = "output-not-a-file",
         .subject = seen.path,
         .message = seen.status->kind == FileKind::symlink     ? "is a symbolic link"
                    : seen.status->kind == FileKind::directory ? "is a directory"
                                                               : "is there, and is no regular file",
         .hint = "an output never replaces one: remove it, or name its target"});
  seen.bytes = context.host().read(seen.path);
  return seen;
}

Facts access_facts(const FileStatus& status, const Access& wanted) {
  Facts facts{{"mode", mode_text(status.mode)}};
  if (!wanted.owner.empty()) facts.push_back({"owner", status.owner});
  if (!wanted.group.empty()) facts.push_back({"group", status.group});
  return facts;
}

Facts access_facts(const Access& wanted) {
  Facts facts{{"mode", mode_text(wanted.mode)}};
  if (!wanted.owner.empty()) facts.push_back({"owner", wanted.owner});
  if (!wanted.group.empty()) facts.push_back({"group", wanted.group});
  return facts;
}

bool has_access(const FileStatus& status, const Access& wanted) {
  const auto same = [](const std::string& asked, const std::string& name, std::uint32_t id) {
    return asked.empty() || asked == name || asked == std::to_string(id);
  };
  return status.mode == wanted.mode && same(wanted.owner, status.owner, status.uid) &&
         same(wanted.group, status.group, status.gid);
}

Change file_change(const OutputSeen& seen, const FileWish& wish) {
  Change change{.kind = ChangeKind::file,
                .action = seen.status ? Action::replace : Action::create,
                .target = seen.path == "-" ? "standard output" : seen.path,
                .before = wish.before,
                .after = wish.after,
                .access = wish.access,
                .secret = wish.secret};
  if (seen.status) {
    append(change.before, access_facts(*seen.status, wish.access));
    if (change.access.owner.empty()) change.access.owner = seen.status->owner;
    if (change.access.group.empty()) change.access.group = seen.status->group;
  }
  if (seen.path != "-") append(change.after, access_facts(wish.access));
  return change;
}

Output output_for(const OutputSeen& seen, const Access& access) {
  Output output{.path = seen.path, .access = access};
  if (seen.path != "-")
    output.expected = seen.status ? crypto::sha256_hex(seen.bytes.reveal()) : "";
  return output;
}

Step write_step(const OutputSeen& seen, const FileWish& wish,
                std::function<Minted(const Minting&)> mint) {
  return {.effect = WriteFiles{.files = {output_for(seen, wish.access)}, .mint = std::move(mint)},
          .changes = {file_change(seen, wish)}};
}

std::optional<Step> access_step(const OutputSeen& seen, const FileWish& wish) {
  if (!seen.status || has_access(*seen.status, wish.access)) return std::nullopt;
  Change change = file_change(seen, wish);
  change.action = Action::mode;
  return Step{.effect = SetAccess{.path = seen.path, .access = wish.access},
              .changes = {std::move(change)}};
}

void refuse_overwrite(const Context& context, const OutputSeen& seen, const std::string& what) {
  if (!seen.status || context.globals().force) return;
  throw Error(Fault::input, {.id = "exists",
                             .subject = seen.path,
                             .message = what,
                             .hint = "give another --out, or --force to replace it"});
}

std::function<Minted(const Minting&)> known_bytes(Secret bytes) {
  // std::function wants a copyable callable, and a Secret is not one.
  return [kept = std::make_shared<Secret>(std::move(bytes))](const Minting&) {
    Minted minted;
    minted.contents.push_back(std::move(*kept));
    return minted;
  };
}

std::function<Minted(const Minting&)> known_bytes(
    std::vector<std::shared_ptr<const Secret>> files) {
  return [files = std::move(files)](const Minting&) {
    Minted minted;
    for (const auto& bytes : files) minted.contents.emplace_back(bytes->reveal());
    return minted;
  };
}

}  // namespace postseal
