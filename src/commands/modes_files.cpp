// SPDX-License-Identifier: MIT
#include "commands/modes_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "commands/check_config.hpp"
#include "core/error.hpp"
#include "core/file_references.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

// What main.cf may leave unsaid and its TLS parameters may still use.
std::optional<std::string> unsaid(std::string_view name, Context& context) {
  if (name == "config_directory") return context.config_dir();
  if (name == "queue_directory") return "/var/spool/postfix";
  if (name == "data_directory") return "/var/lib/postfix";
  const auto postconf = context.host().find_program("postconf");
  if (!postconf || name.starts_with('-')) return std::nullopt;
  const ProgramResult said =
      context.host().run({.program = *postconf, .arguments = {"-dh", std::string(name)}});
  if (said.status != 0 || said.out.empty()) return std::nullopt;
  return said.out.substr(0, said.out.find('\n'));
}

// What main.cf and master.cf name, and what relative names are relative to.
struct Configured {
  std::vector<FileReference> references{};
  std::string queue_directory{};
};

Configured configured(Context& context) {
  const std::string dir = context.config_dir();
  const MainCf main_cf = parse_main_cf(main_cf_text(context), dir + "/main.cf");
  const MasterCf master_cf =
      parse_master_cf(context.config_text("master.cf").value_or(""), dir + "/master.cf");
  require_sound(main_cf.findings);
  require_sound(master_cf.findings);
  const Lookup defaults = [&](std::string_view name) { return unsaid(name, context); };
  return {.references = file_references(main_cf, master_cf, defaults),
          .queue_directory = value_of(main_cf, defaults, "queue_directory")};
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

// Looks at one reference after the other and keeps what it finds.
class Observer {
 public:
  Observer(const Host& host, std::string queue_directory)
      : host_(host), queue_(std::move(queue_directory)) {}

  void look_at(const FileReference& reference);
  void look_below(const std::string& directory);
  void look_at_parents();
  ModesSeen take() { return std::move(seen_); }

 private:
  void look_at_file(const FileReference& reference, const FileStatus& status);
  [[nodiscard]] std::optional<ContentKind> kind_of(const FileReference& reference);
  void keep(const FileReference& reference, const FileStatus& status, ContentKind kind);
  void add(Severity severity, std::string id, const FileReference& where, std::string message);

  const Host& host_;
  std::string queue_;
  ModesSeen seen_{};
  std::set<std::string> passed_{};  // every path that leads to a file, links included
  bool searching_ = false;          // below a directory: what is not ours is no finding
};

void Observer::add(Severity severity, std::string id, const FileReference& where,
                   std::string message) {
  if (!where.from.empty()) message += fmt::format(" ({} names it)", where.from);
  const bool known =
      std::any_of(seen_.findings.begin(), seen_.findings.end(), [&](const Finding& finding) {
        return finding.id == id && finding.subject == where.path && finding.message == message;
      });
  if (known) return;
  seen_.findings.push_back({.id = std::move(id),
                            .severity = severity,
                            .subject = where.path,
                            .message = std::move(message)});
}

// nullopt: it cannot be read, which is a finding; what nobody else can read is no danger.
std::optional<ContentKind> Observer::kind_of(const FileReference& reference) {
  if (reference.role == ReferenceRole::sni_index) return ContentKind::index_of_keys;
  try {
    const Secret bytes = host_.read(reference.path);
    if (reference.role == ReferenceRole::material) return content_kind_of(bytes.reveal());
    for (const FileReference& named : references_in_sni(bytes.reveal(), reference.path, queue_))
      look_at(named);
    return reference.role == ReferenceRole::sni_source ? ContentKind::source_of_keys
                                                       : ContentKind::other;
  } catch (const Error& error) {
    add(Severity::warning, "file-unreadable", reference,
        fmt::format("what it holds was not looked at: {}", error.problem().message));
    return std::nullopt;
  }
}

void Observer::keep(const FileReference& reference, const FileStatus& status, ContentKind kind) {
  const std::string real = host_.resolve(reference.path);
  auto found = std::find_if(seen_.files.begin(), seen_.files.end(),
                            [&](const ModesFile& file) { return file.path == real; });
  if (found == seen_.files.end())
    found = seen_.files.insert(found, {.path = real, .kind = kind, .status = status});
  const auto once = [](std::vector<std::string>& list, const std::string& text) {
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
  };
  if (reference.path != real) once(found->names, reference.path);
  if (!reference.from.empty()) once(found->from, reference.from);
  // A file in two roles is what needs more care.
  found->kind = std::min(found->kind, kind);
}

void Observer::look_at_file(const FileReference& reference, const FileStatus& status) {
  const auto kind = kind_of(reference);
  if (!kind) return;
  if (*kind != ContentKind::other) {
    passed_.insert(reference.path);
    passed_.insert(host_.resolve(reference.path));
    keep(reference, status, *kind);
  } else if (!searching_ && reference.role == ReferenceRole::material) {
    add(Severity::info, "not-material", reference,
        "neither key nor certificate nor DH parameters: left alone");
  }
}

void Observer::look_at(const FileReference& reference) {
  std::optional<FileStatus> status;
  try {
    status = host_.status(reference.path, Follow::yes);
  } catch (const Error& error) {
    return add(Severity::warning, "file-unreadable", reference, error.problem().message);
  }
  if (!status) {
    if (reference.certain) add(Severity::error, "file-missing", reference, "is not there");
    return;
  }
  if (status->kind == FileKind::directory && reference.from.empty())
    return look_below(reference.path);
  if (status->kind != FileKind::regular)
    return add(Severity::error, "not-a-file", reference,
               status->kind == FileKind::directory ? "is a directory" : "is no regular file");
  look_at_file(reference, *status);
}

void Observer::look_below(const std::string& directory) {
  constexpr int deepest = 16;
  if (std::count(directory.begin(), directory.end(), '/') > deepest) return;
  const bool outer = !std::exchange(searching_, true);
  for (const std::string& name : host_.list(directory)) {
    const std::string path = fmt::format("{}/{}", directory == "/" ? "" : directory, name);
    const auto status = host_.status(path, Follow::no);
    // Links are followed to files, never to directories.
    const auto target =
        status && status->kind == FileKind::symlink ? host_.status(path, Follow::yes) : status;
    if (!target || (target->kind == FileKind::directory && status->kind == FileKind::symlink))
      continue;
    if (target->kind == FileKind::directory || target->kind == FileKind::regular)
      look_at({.path = path});
  }
  if (outer) searching_ = false;
}

void Observer::look_at_parents() {
  std::set<std::string> directories;
  for (const std::string& path : passed_)
    for (std::string dir = parent_of(path); directories.insert(dir).second && dir != "/";)
      dir = parent_of(dir);
  for (const std::string& directory : directories)
    if (const auto status = host_.status(directory, Follow::yes))
      if (const auto finding = judge_directory(directory, access_of(*status)))
        seen_.findings.push_back(*finding);
}

// Asks restorecon what it would do, where SELinux is on.
void look_at_contexts(std::vector<ModesFile>& files, const Host& host) {
  const auto restorecon = host.find_program("restorecon");
  if (!restorecon || files.empty() || !host.status("/sys/fs/selinux/enforce", Follow::yes)) return;
  ProgramCall call{.program = *restorecon, .arguments = {"-n", "-v", "--"}};
  for (const ModesFile& file : files) call.arguments.push_back(file.path);
  for (const Relabel& relabel : relabels_in(host.run(call).out))
    for (ModesFile& file : files)
      if (file.path == relabel.path) file.relabel = relabel;
}

}  // namespace

AccessSeen access_of(const FileStatus& status) {
  return {.mode = status.mode,
          .uid = status.uid,
          .gid = status.gid,
          .owner = status.owner,
          .group = status.group};
}

ModesSeen observe_modes(const std::vector<std::string>& paths, Context& context) {
  if (std::find(paths.begin(), paths.end(), "-") != paths.end())
    throw Error(Fault::usage, {.id = "value-invalid",
                               .subject = "PATH",
                               .message = "standard input has no mode",
                               .hint = "name files or directories"});
  const Configured config = paths.empty() ? configured(context) : Configured{};
  Observer observer(context.host(), config.queue_directory);
  for (const FileReference& reference : config.references) observer.look_at(reference);
  for (const std::string& path : paths) observer.look_at({.path = context.host().absolute(path)});
  observer.look_at_parents();
  ModesSeen seen = observer.take();
  look_at_contexts(seen.files, context.host());
  return seen;
}

std::vector<Finding> judge_files(const std::vector<ModesFile>& files, const ModeRules& rules) {
  std::vector<Finding> findings;
  for (const ModesFile& file : files) {
    for (Finding& finding : judge_access(file.path, file.kind, access_of(file.status), rules))
      findings.push_back(std::move(finding));
    if (file.relabel)
      findings.push_back({.id = "selinux-type",
                          .severity = Severity::warning,
                          .subject = file.path,
                          .message = fmt::format("its SELinux context is {}, the policy wants {}",
                                                 file.relabel->before, file.relabel->after),
                          .hint = "postseal modes fix"});
  }
  return findings;
}

Json as_json(const std::vector<ModesFile>& files) {
  Json list = Json::array();
  for (const ModesFile& file : files) {
    Json from = Json::array();
    for (const std::string& one : file.from) from.push_back(utf8_of(one));
    list.push_back({{"path", utf8_of(file.path)},
                    {"kind", name_of(file.kind)},
                    {"mode", fmt::format("{:04o}", file.status.mode)},
                    {"owner", file.status.owner},
                    {"group", file.status.group},
                    {"from", std::move(from)}});
  }
  return list;
}

}  // namespace postseal
