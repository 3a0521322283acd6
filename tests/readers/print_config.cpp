// SPDX-License-Identifier: MIT
// What our readers say of DIR/main.cf and DIR/master.cf, in the words of postconf:
//   print_config n DIR                    every name of main.cf with the value that counts, as
//   written print_config x DIR DEFAULTS NAME...   the values of these names, everything in them
//   replaced;
//                                         DEFAULTS is what "postconf -d" printed
//   print_config M DIR                    the entries of master.cf
//   print_config P DIR                    what their -o set
// Status 1 and "error: ..." on standard error for what Postfix would refuse.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "core/checked_config.hpp"
#include "core/error.hpp"

namespace {

using namespace postseal;
using Words = std::vector<std::string>;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Lookup defaults_in(const std::string& path) {
  return [file = parse_main_cf(contents(path), path)](std::string_view name) {
    const ParameterLine* line = file.find(name);
    return line == nullptr ? std::nullopt : std::optional(line->value);
  };
}

void print_settings(const CheckedConfig& config) {
  for (const auto& [name, index] : config.main_cf.last)
    fmt::print("{} = {}\n", name, config.main_cf.entries[index].value);
}

void print_values(const CheckedConfig& config, const Words& names) {
  for (const std::string& name : names) {
    const auto setting = setting_of(config, nullptr, name);
    if (!setting) continue;
    if (setting->problem) throw Error(Fault::postfix, *setting->problem);
    fmt::print("{}\n", setting->value);
  }
}

void print_entries(const MasterCf& file) {
  for (const Service& entry : file.services) {
    fmt::print("{} {} {} {} {} {} {}", entry.name, entry.type, entry.is_private, entry.unprivileged,
               entry.chroot, entry.wakeup, entry.process_limit);
    for (const std::string& word : entry.command) fmt::print(" {}", word);
    fmt::print("\n");
  }
}

// postconf keeps one set of overrides for all entries of one name and type.
void print_overrides(const MasterCf& file) {
  std::map<std::string, std::string> last;
  for (const Service& entry : file.services)
    for (const ParameterLine& line : entry.overrides)
      last[entry.key() + "/" + line.name] = line.value;
  for (const auto& [name, value] : last) fmt::print("{} = {}\n", name, value);
}

void print(const Words& words) {
  const std::string& what = words.at(0);
  const std::string& dir = words.at(1);
  const CheckedConfig config{
      .dir = dir,
      .main_cf = parse_main_cf(contents(dir + "/main.cf"), "main.cf"),
      .master_cf = parse_master_cf(contents(dir + "/master.cf"), "master.cf"),
      .defaults = what == "x" ? defaults_in(words.at(2)) : Lookup()};
  require_sound(config.main_cf.findings);
  require_sound(config.master_cf.findings);
  if (what == "n") print_settings(config);
  if (what == "x") print_values(config, {words.begin() + 3, words.end()});
  if (what == "M") print_entries(config.master_cf);
  if (what == "P") print_overrides(config.master_cf);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    print({arguments + 1, arguments + count});
  } catch (const postseal::Error& error) {
    fmt::print(stderr, "error: {}: {}\n", error.problem().subject, error.problem().message);
    return 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "print_config: {}\n", error.what());
    return 2;
  }
}
