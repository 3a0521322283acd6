// SPDX-License-Identifier: MIT
#include "core/master_cf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/logical_lines.hpp"

namespace postseal {
namespace {

constexpr std::size_t field_count = 8;  // with the program
constexpr std::array service_types{std::string_view("inet"), std::string_view("unix"),
                                   std::string_view("fifo"), std::string_view("pass"),
                                   std::string_view("unix-dgram")};

// Words between blanks; blanks inside {} do not count.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string> words;
  std::size_t at = text.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    int level = 0;
    std::size_t end = at;
    for (; end < text.size(); ++end) {
      if (text[end] == '{') ++level;
      if (text[end] == '}' && level > 0) --level;
      if (level == 0 && blanks.find(text[end]) != std::string_view::npos) break;
    }
    words.emplace_back(text.substr(at, end - at));
    at = text.find_first_not_of(blanks, end);
  }
  return words;
}

// "{ name = value }" without its braces; other text as it is.
std::string_view without_braces(std::string_view word) {
  if (!word.starts_with('{') || !word.ends_with('}')) return word;
  return trimmed(word.substr(1, word.size() - 2));
}

// What is wrong with an argument in braces, as extpar(3) says it; "": nothing.
std::string_view problem_of_braces(std::string_view word) {
  if (!word.starts_with('{')) return "";
  int level = 0;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word[at] == '{') ++level;
    if (word[at] == '}' && --level == 0)
      return at + 1 == word.size() ? "" : "there is text after its \"}\"";
  }
  return "its \"}\" is missing";
}

// What the -o options among the arguments set. Options other than -o take no value; the first
// word that is no option ends them. "-vo" and "-oname=value" are Postfix's too.
std::vector<std::string> override_texts(const std::vector<std::string>& command) {
  std::vector<std::string> texts;
  for (std::size_t i = 1; i < command.size(); ++i) {
    const std::string_view word = command[i];
    if (!word.starts_with('-') || word == "-" || word == "--") break;
    const std::size_t option = word.find('o', 1);
    if (option == std::string_view::npos) continue;
    if (option + 1 < word.size())
      texts.emplace_back(without_braces(word.substr(option + 1)));
    else if (i + 1 < command.size())
      texts.emplace_back(without_braces(command[++i]));
  }
  return texts;
}

Finding malformed(const MasterCf& file, int line, std::string message) {
  return {.id = "config-malformed",
          .severity = Severity::error,
          .subject = file.path,
          .line = line,
          .message = std::move(message),
          .hint = "an entry has a name, a type, five fields, a program and its arguments"};
}

void read_overrides(MasterCf& file, Service& service) {
  for (const std::string& text : override_texts(service.command)) {
    NameValue split = split_name_value(text);
    if (split.error.empty())
      service.overrides.push_back({.name = std::move(split.name),
                                   .value = std::move(split.value),
                                   .line = service.line,
                                   .last_line = service.last_line});
    else
      file.findings.push_back(
          malformed(file, service.line, fmt::format("-o \"{:.60}\": {}", text, split.error)));
  }
}

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// What master(8) and postconf stop on, or "".
std::string problem_of_fields(const std::vector<std::string>& words) {
  if (words.size() < field_count)
    return fmt::format("has {} fields, not at least {}", words.size(), field_count);
  if (std::find(service_types.begin(), service_types.end(), words[1]) == service_types.end())
    return fmt::format("unknown service type \"{:.40}\"", words[1]);
  constexpr std::array names{"private", "unprivileged", "chroot"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const std::string& word = words[i + 2]; word != "y" && word != "n" && word != "-")
      return fmt::format("{} is \"{:.40}\", not \"y\", \"n\" or \"-\"", names[i], word);
  std::string_view wakeup = words[5];
  if (wakeup.ends_with('?')) wakeup.remove_suffix(1);
  if (wakeup != "-" && !is_digits(wakeup))
    return fmt::format("the wakeup time is \"{:.40}\", not a number or \"-\"", words[5]);
  if (words[6] != "-" && !is_digits(words[6]))
    return fmt::format("the process limit is \"{:.40}\", not a number or \"-\"", words[6]);
  for (std::size_t i = field_count; i < words.size(); ++i)
    if (const auto problem = problem_of_braces(words[i]); !problem.empty())
      return fmt::format("argument \"{:.40}\": {}", words[i], problem);
  return "";
}

void read_entry(MasterCf& file, const LogicalLine& line) {
  std::vector<std::string> words = words_of(line.text);
  if (const std::string problem = problem_of_fields(words); !problem.empty()) {
    file.findings.push_back(
        malformed(file, line.line, fmt::format("{}: \"{:.60}\"", problem, line.text)));
    return;
  }
  Service service{.name = words[0],
                  .type = words[1],
                  .is_private = words[2],
                  .unprivileged = words[3],
                  .chroot = words[4],
                  .wakeup = words[5],
                  .process_limit = words[6],
                  .command = {words.begin() + 7, words.end()},
                  .line = line.line,
                  .last_line = line.last_line};
  read_overrides(file, service);
  file.services.push_back(std::move(service));
}

}  // namespace

const ParameterLine* Service::find(std::string_view parameter) const {
  const auto found =
      std::find_if(overrides.rbegin(), overrides.rend(),
                   [&](const ParameterLine& entry) { return entry.name == parameter; });
  return found == overrides.rend() ? nullptr : &*found;
}

const Service* MasterCf::find(std::string_view key) const {
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const Service& service) { return service.key() == key; });
  return found == services.end() ? nullptr : &*found;
}

MasterCf parse_master_cf(std::string_view text, std::string path) {
  MasterCf file{.path = std::move(path)};
  for (const LogicalLine& line : logical_lines(text).lines) read_entry(file, line);
  return file;
}

// services(5) names that Postfix has in known_tcp_ports, and older names of the same ports.
std::optional<int> smtp_port_of(std::string_view text) {
  struct Known {
    std::string_view name{};
    int port = 0;
  };
  static constexpr std::array known{
      Known{"smtp", 25},   Known{"submission", 587}, Known{"submissions", 465}, Known{"smtps", 465},
      Known{"ssmtp", 465}, Known{"urd", 465},        Known{"lmtp", 24}};
  for (const Known& entry : known)
    if (entry.name == text) return entry.port;
  int port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool good = error == std::errc() && stop == text.data() + text.size();
  if (!good || port < 1 || port > 65535) return std::nullopt;
  return port;
}

std::optional<Endpoint> endpoint_of(const Service& service) {
  if (service.type != "inet") return std::nullopt;
  const std::string_view name = service.name;
  const std::size_t colon = name.rfind(':');
  const std::string_view port_text =
      colon == std::string_view::npos ? name : name.substr(colon + 1);
  std::string_view host = colon == std::string_view::npos ? "" : name.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto port = smtp_port_of(port_text);
  if (!port) return std::nullopt;
  return Endpoint{.host = std::string(host), .port = *port};
}

}  // namespace postseal
