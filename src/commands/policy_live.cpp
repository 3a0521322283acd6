// SPDX-License-Identifier: MIT
#include "commands/policy_live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_set>
#include <utility>

#include "commands/values.hpp"
#include "core/inline_table.hpp"
#include "core/next_hop.hpp"
#include "core/policy_table.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr Range jobs_range{.least = 1, .most = 500};

// Which hosts an entry has, as places among the services that are asked.
class Addresses {
 public:
  Addresses(Context& context, const CheckedConfig& config) : context_(context), config_(config) {}

  struct Found {
    std::vector<std::size_t> places{};
    std::string why_none{};
  };

  [[nodiscard]] Found of(const PolicyEntry& entry) {
    const auto target = target_of(entry.key, config_);
    if (!target)
      return {.why_none = entry.key.starts_with('.') ? "it stands for any domain below it"
                                                     : "it is no host and no domain"};
    Found found;
    if (!target->has_mx) {
      found.places.push_back(place_of(target->host, entry));
      return found;
    }
    const MailExchangers& mx = exchangers_of(target->host.host);
    if (!mx.error.empty())
      return {.why_none = fmt::format("its MX hosts are not known: {}", escaped(mx.error))};
    if (mx.none || mx.hosts.empty()) return {.why_none = "it takes no mail"};
    for (const MailExchangers::One& one : mx.hosts)
      found.places.push_back(place_of({.host = one.host, .port = target->host.port}, entry));
    return found;
  }

  [[nodiscard]] const std::vector<ServiceAddress>& all() const noexcept { return addresses_; }

 private:
  const MailExchangers& exchangers_of(const std::string& domain) {
    const auto known = exchangers_.find(domain);
    if (known != exchangers_.end()) return known->second;
    return exchangers_.emplace(domain, context_.host().mail_exchangers(domain)).first->second;
  }

  std::size_t place_of(const HostPort& host, const PolicyEntry& entry) {
    ServiceAddress address = service_of(host, TlsStart::by_port);
    address.server_name = server_name(config_, entry, entry.key, address.host);
    const std::string key = text_of(address) + " " + address.server_name;
    const auto [known, is_new] = places_.emplace(key, addresses_.size());
    if (is_new) addresses_.push_back(std::move(address));
    return known->second;
  }

  Context& context_;
  const CheckedConfig& config_;
  std::map<std::string, MailExchangers> exchangers_{};
  std::map<std::string, std::size_t> places_{};
  std::vector<ServiceAddress> addresses_{};
};

bool is_definite(const ServiceLook& look) {
  return look.outcome == LookOutcome::shown || look.outcome == LookOutcome::no_certificate;
}

void append(std::vector<PinnedEntry>& all, std::vector<PinnedEntry> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

void append_inline(std::vector<PinnedEntry>& all, const TableName& table, const Setting& maps) {
  for (const InlineEntry& one : inline_entries(table.name)) {
    if (!one.error.empty()) continue;
    PinnedEntry pinned{
        .entry = parse_policy_entry(one.key, one.value), .subject = maps.path, .line = maps.line};
    if (pinned.entry.level == "fingerprint" && !pinned.pins().empty())
      all.push_back(std::move(pinned));
  }
}

}  // namespace

std::vector<std::string> PinnedEntry::pins() const {
  std::vector<std::string> pins;
  for (const PolicyAttribute& one : entry.attributes)
    if (one.name == "match" && one.value && !one.value->empty()) pins.push_back(*one.value);
  return pins;
}

std::vector<PinnedEntry> pinned_entries(std::string_view source, const std::string& subject) {
  std::vector<PinnedEntry> entries;
  std::unordered_set<std::string> known;
  for (PolicyLine& line : parse_policy_table(source).lines) {
    if (!known.insert(lower(line.entry.key)).second) continue;
    PinnedEntry pinned{.entry = std::move(line.entry), .subject = subject, .line = line.line};
    if (pinned.entry.level == "fingerprint" && !pinned.pins().empty())
      entries.push_back(std::move(pinned));
  }
  return entries;
}

std::vector<PinnedEntry> pinned_entries(const PoliciesSeen& policies) {
  std::vector<PinnedEntry> entries;
  auto source = policies.sources.begin();
  for (const TableName& table : policies.tables) {
    if (table.kind == TableKind::written) append_inline(entries, table, policies.maps);
    if (!editable(table) || source == policies.sources.end()) continue;
    append(entries, pinned_entries(source->file.bytes.reveal(), source->table.path));
    ++source;
  }
  return entries;
}

bool LiveHost::told_all() const noexcept {
  return looks.usual.outcome == LookOutcome::shown && is_definite(looks.rsa) &&
         is_definite(looks.ecdsa);
}

std::string LiveHost::silence() const {
  if (told_all()) return "";
  for (const auto& [kind, look] :
       {std::pair("", &looks.usual), std::pair("asked for RSA, it ", &looks.rsa),
        std::pair("asked for ECDSA, it ", &looks.ecdsa)})
    if (!is_definite(*look) || look == &looks.usual)
      if (look->outcome != LookOutcome::shown) return kind + words_for(*look);
  return "did not answer";
}

bool LiveEntry::is_served(std::string_view pin) const {
  return std::any_of(hosts.begin(), hosts.end(), [&](const LiveHost& host) {
    return std::any_of(host.leaves.begin(), host.leaves.end(),
                       [&](const ServedLeaf& one) { return is_pin_of(pin, one); });
  });
}

std::vector<LiveEntry> look_at_entries(Context& context, const CheckedConfig& config,
                                       const PinRules& rules, std::vector<PinnedEntry> entries,
                                       std::size_t at_once) {
  Addresses addresses(context, config);
  std::vector<Addresses::Found> found;
  for (const PinnedEntry& one : entries) found.push_back(addresses.of(one.entry));
  std::vector<LiveHost> hosts;
  for (HostLooks& looks : look_at_hosts(context, addresses.all(), at_once)) {
    std::vector<ServedLeaf> leaves = leaves_of(looks, rules);
    hosts.push_back({.looks = std::move(looks), .leaves = std::move(leaves)});
  }
  std::vector<LiveEntry> live;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    live.push_back({.pinned = std::move(entries[i]), .not_asked = std::move(found[i].why_none)});
    for (const std::size_t place : found[i].places) live.back().hosts.push_back(hosts.at(place));
  }
  return live;
}

Flag jobs_option(int& member) {
  return {.name = "--jobs",
          .brief = "-j",
          .value = "N",
          .help = "how many connections go on at once (default 20)",
          .set = [&member](const std::string& text) {
            member = parse_number(text, "--jobs", jobs_range);
          }};
}

}  // namespace postseal
