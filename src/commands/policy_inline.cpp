// SPDX-License-Identifier: MIT
#include "commands/policy_inline.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/inline_edit.hpp"
#include "core/inline_table.hpp"
#include "core/policy_maps.hpp"
#include "core/policy_words.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr std::string_view parameter = "smtp_tls_policy_maps";

[[noreturn]] void refuse(const PoliciesSeen& seen, std::string_view key) {
  throw Error(Fault::input,
              {.id = "policy-table-written",
               .subject = seen.maps.is_set() ? fmt::format("{}:{}", seen.maps.path, seen.maps.line)
                                             : seen.files.main.path,
               .message = fmt::format("{} would be in an inline: table of {} that cannot be edited",
                                      quoted_text(key), parameter),
               .hint = "change the parameter by hand, or move its entries to a texthash: table"});
}

void require_verbatim(const PoliciesSeen& seen, std::size_t number, std::string_view key) {
  if (!is_verbatim(seen, number)) refuse(seen, key);
}

}  // namespace

// Nor does anything before it become several words.
bool is_verbatim(const PoliciesSeen& seen, std::size_t number) {
  const std::vector<TableName> written = tables_named_in(seen.maps.written, "");
  return written.size() == seen.tables.size() &&
         written.at(number).text == seen.tables[number].text;
}

bool is_written_in(const PoliciesSeen& seen, std::size_t number, std::string_view key) {
  return written_entry(seen, number, key).has_value();
}

std::optional<PolicyEntry> written_entry(const PoliciesSeen& seen, std::size_t number,
                                         std::string_view key) {
  const TableName& table = seen.tables.at(number);
  if (table.kind != TableKind::written) return std::nullopt;
  const std::string folded = lower(key);
  std::optional<PolicyEntry> found;  // the last one counts (dict_inline_open())
  for (const InlineEntry& entry : inline_entries(table.name))
    if (entry.error.empty() && lower(entry.key) == folded)
      found = parse_policy_entry(entry.key, entry.value);
  return found;
}

std::string main_cf_with(const PoliciesSeen& seen, std::string_view text, std::size_t number,
                         const PolicyEntry& entry) {
  require_verbatim(seen, number, entry.key);
  auto edited = with_inline_entry(text, parameter, number, entry);
  if (!edited) refuse(seen, entry.key);
  return *std::move(edited);
}

std::optional<std::string> main_cf_without(const PoliciesSeen& seen, std::string_view key) {
  std::optional<std::string> text;
  // From the last one on: a table that becomes empty goes, and the others move up.
  for (std::size_t number = seen.tables.size(); number-- > 0;) {
    if (!is_written_in(seen, number, key)) continue;
    require_verbatim(seen, number, key);
    text = without_inline_entry(text.value_or(seen.files.main.text), parameter, number, key);
    if (!text) refuse(seen, key);
  }
  return text;
}

}  // namespace postseal
