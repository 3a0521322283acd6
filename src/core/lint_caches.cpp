// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/lint_parts.hpp"
#include "core/parameters.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_data_directory{2, 5, 0};
constexpr PostfixVersion with_tickets{2, 11, 0};
constexpr PostfixVersion without_berkeley_db{3, 11, 0};  // may be built so
constexpr std::string_view cache_end = "_tls_session_cache_database";

// "btree:/var/lib/postfix/smtp_scache".
struct Cache {
  std::string type{};
  std::string path{};
};

Cache cache_of(const CheckedConfig& config, std::string_view name) {
  const std::string value = value_in(config, nullptr, name);
  const std::size_t colon = value.find(':');
  if (colon == std::string::npos) return {.path = value};
  return {.type = value.substr(0, colon), .path = value.substr(colon + 1)};
}

bool is_under(std::string_view path, std::string_view directory) {
  return !directory.empty() && path.starts_with(directory) &&
         path.substr(directory.size()).starts_with('/');
}

void judge_place(const CheckedConfig& config, const SetLine& line, const Cache& cache,
                 LintFindings& found) {
  const std::string data = value_in(config, nullptr, "data_directory");
  if (config.version < with_data_directory || !cache.path.starts_with('/')) return;
  if (data.empty() || is_under(cache.path, data)) return;
  const bool is_public = is_under(cache.path, "/tmp") || is_under(cache.path, "/var/tmp");
  const bool is_fleeting = is_under(cache.path, "/run") || is_under(cache.path, "/var/run");
  const std::string_view why =
      is_public     ? "in a place where every user can write"
      : is_fleeting ? "in a place that is empty after each boot"
                    : "where tlsmgr may not write: it then warns and puts the file elsewhere";
  found.at(line,
           {.id = "cache-outside",
            .severity = Severity::warning,
            .message =
                fmt::format("{:.80} is not under data_directory but {}", escaped(cache.path), why),
            .hint = fmt::format("set {}:${{data_directory}}/{}",
                                cache.type.empty() ? "btree" : cache.type,
                                line.name().substr(0, line.name().find("_tls")) + "_scache")},
           is_public ? Urgency::weak : Urgency::untidy);
}

void judge_type(const CheckedConfig& config, const SetLine& line, const Cache& cache,
                LintFindings& found) {
  if (cache.type != "btree" && cache.type != "hash") return;
  if (config.version < without_berkeley_db) return;
  const std::string usual = config.defaults("default_cache_db_type").value_or("");
  if (usual == cache.type || usual == "btree") return;
  found.at(line,
           {.id = "cache-type-gone",
            .severity = usual.empty() ? Severity::info : Severity::warning,
            .message = usual.empty()
                           ? fmt::format("{} needs Berkeley DB, which many builds of Postfix 3.11 "
                                         "are without",
                                         cache.type)
                           : fmt::format("{} needs Berkeley DB, and this Postfix has {}",
                                         cache.type, usual),
            .hint = "set ${default_cache_db_type}:${data_directory}/..., or lmdb:"},
           usual.empty() ? Urgency::untidy : Urgency::broken);
}

// tlsmgr(8) stops on two caches in one file.
void judge_sharing(const CheckedConfig& config, const std::vector<SetLine>& caches,
                   LintFindings& found) {
  for (std::size_t i = 1; i < caches.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const std::string path = cache_of(config, caches[i].name()).path;
      if (path.empty() || path != cache_of(config, caches[j].name()).path) continue;
      found.at(caches[i],
               {.id = "cache-shared",
                .severity = Severity::error,
                .message = fmt::format("is the file of {} too, and tlsmgr stops on that",
                                       caches[j].name()),
                .hint = "give each its own file"},
               Urgency::broken);
    }
}

}  // namespace

void lint_caches(const CheckedConfig& config, LintFindings& found) {
  std::vector<SetLine> caches;
  for (const SetLine& line : set_lines(config)) {
    if (!line.name().ends_with(cache_end) || !known(line.name(), config.version)) continue;
    if (line.service != nullptr) {
      found.at(line,
               {.id = "cache-in-master",
                .severity = Severity::warning,
                .message = "has no effect in master.cf: tlsmgr opens the cache and reads main.cf",
                .hint = "delete the -o; set it in main.cf"},
               Urgency::untidy);
      continue;
    }
    const Cache cache = cache_of(config, line.name());
    if (cache.path.empty()) continue;
    caches.push_back(line);
    judge_place(config, line, cache, found);
    judge_type(config, line, cache, found);
    if (line.name().starts_with("smtpd_") && config.version >= with_tickets)
      found.at(line,
               {.id = "cache-needless",
                .severity = Severity::info,
                .message = "is not needed: session tickets do the same since Postfix 2.11",
                .hint = "delete the line"},
               Urgency::untidy);
  }
  judge_sharing(config, caches, found);
}

}  // namespace postseal
