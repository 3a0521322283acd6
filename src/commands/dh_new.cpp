// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <thread>
#include <variant>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/dh_file.hpp"
#include "commands/files.hpp"
#include "commands/values.hpp"
#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/key_content.hpp"
#include "crypto/dh.hpp"

namespace postseal {
namespace {

constexpr Range jobs_range{.least = 1, .most = 256};

struct Options {
  std::string out{};
  std::optional<int> bits{};
  std::optional<DhGroup> group{};
  std::optional<int> jobs{};
  std::string kernel{};  // of the environment
};

// The DH parameters that are in the output already.
struct Present {
  DhParams params{};
  DhFacts facts{};
};

struct Seen {
  OutputSeen out{};
  std::optional<Present> present{};
};

int bits_wanted(const Options& options) {
  return options.group ? bits_of(*options.group) : options.bits.value_or(default_dh_bits);
}

int jobs_wanted(const Options& options) {
  const auto processors = static_cast<int>(std::thread::hardware_concurrency());
  return options.jobs.value_or(std::clamp(processors, jobs_range.least, jobs_range.most));
}

std::optional<Present> present_in(const OutputSeen& out) {
  if (!out.status) return std::nullopt;
  try {
    const DhParams params = read_dh_params(out.bytes.reveal(), out.path);
    return Present{.params = params, .facts = examine_dh(params)};
  } catch (const Error&) {
    return std::nullopt;  // something else: it is not replaced unasked
  }
}

Seen observe(const Options& options, const Context& context) {
  Seen seen{.out = observe_output(context, options.out)};
  seen.present = present_in(seen.out);
  return seen;
}

std::variant<DhGroup, int> wanted_by(const Options& options) {
  if (options.group) return *options.group;
  return bits_wanted(options);
}

std::string content_of(const std::optional<Present>& present) {
  if (!present) return "no DH parameters";
  if (present->facts.group) return std::string(name_of(*present->facts.group));
  return fmt::format("a {} of {} bits", present->facts.safe == true ? "safe prime" : "modulus",
                     present->facts.bits);
}

std::string wanted_of(const Options& options) {
  if (options.group) return std::string(name_of(*options.group));
  return fmt::format("a safe prime of {} bits", bits_wanted(options));
}

Json result_of(const Options& options, const std::optional<DhGroup>& group) {
  return {{"bits", bits_wanted(options)},
          {"group", group ? Json(name_of(*group)) : Json(nullptr)},
          {"candidates", 0},
          {"expected", 0},
          {"seconds", 0.0},
          {"jobs", 0},
          {"kernel", nullptr}};
}

Minted mint(const Options& options, const Minting& minting) {
  Minted minted;
  Json result = result_of(options, options.group);
  if (options.group) {
    minted.contents.emplace_back(dh_pem_of(*options.group));
  } else {
    const SafePrime prime = generate_safe_prime(
        {.bits = bits_wanted(options), .jobs = jobs_wanted(options), .kernel = options.kernel},
        minting);
    minted.contents.emplace_back(dh_pem_of(prime));
    result["candidates"] = prime.candidates;
    result["expected"] = std::llround(prime.expected);
    result["seconds"] = std::round(prime.seconds * 1000) / 1000;
    result["jobs"] = prime.jobs;
    result["kernel"] = prime.kernel;
  }
  minted.facts = shared(std::move(result));
  return minted;
}

FileWish wish_for(const Options& options, const Seen& seen) {
  FileWish wish{.access = {.mode = public_mode}, .after = {{"content", wanted_of(options)}}};
  if (seen.out.status) wish.before = {{"content", content_of(seen.present)}};
  return wish;
}

void refuse(const Context& context, const Options& options, const Seen& seen) {
  if (holds_private_key(seen.out.bytes.reveal()))
    throw Error(Fault::input, {.id = "would-lose-key",
                               .subject = seen.out.path,
                               .message = "holds a private key, which dh new never replaces",
                               .hint = "give another --out"});
  refuse_overwrite(context, seen.out,
                   fmt::format("is there with {}; asked for is {}", content_of(seen.present),
                               wanted_of(options)));
}

Planned plan(const Options& options, const Seen& seen, const Context& context) {
  Planned planned;
  if (seen.present && serves(seen.present->params, seen.present->facts, wanted_by(options))) {
    FileWish wish = wish_for(options, seen);
    wish.after = wish.before;
    if (auto step = access_step(seen.out, wish)) planned.plan.steps.push_back(std::move(*step));
    planned.answer = [result = shared(result_of(options, seen.present->facts.group))](
                         const Applied&) { return Answer{.result = result}; };
    return planned;
  }
  if (seen.out.status) refuse(context, options, seen);
  planned.plan.steps.push_back(
      write_step(seen.out, wish_for(options, seen),
                 [options](const Minting& minting) { return mint(options, minting); }));
  planned.answer = [](const Applied& applied) { return Answer{.result = applied.minted.at(0)}; };
  return planned;
}

// What a user should know before waiting for a file: whether this Postfix needs one at all, and
// what will not work with it.
void give_notes(const Options& options, Context& context) {
  const DhAdvice advice = advise_dh(context.version());
  if (!advice.file_needed)
    context.note(fmt::format("Postfix {} needs no such file: {}", text_of(context.version()),
                             advice.reason));
  const int bits = bits_wanted(options);
  if (const std::string_view warning = dh_size_warning(bits); !warning.empty())
    context.note(fmt::format("warning: {} bits: {}", bits, warning));
}

void check(const Options& options) {
  if (options.bits && options.group)
    throw Error(Fault::usage, {.id = "options-conflict",
                               .subject = "--bits",
                               .message = "cannot go with --group, which has its own length",
                               .hint = "leave one of them out"});
}

std::vector<std::string> group_names() {
  std::vector<std::string> names;
  names.reserve(all_dh_groups.size());
  for (const DhGroup group : all_dh_groups) names.emplace_back(name_of(group));
  return names;
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  return {
      {.name = "--out",
       .value = "FILE",
       .help = "where to write the parameters; - is standard output",
       .required = true,
       .completes = Completes::file,
       .set = [=](const std::string& text) { options->out = text; }},
      {.name = "--bits",
       .value = "N",
       .help = "search for a safe prime of N bits, 512 to 8192 (default 2048)",
       .set = [=](const std::string& text) { options->bits = parse_dh_bits(text, "--bits"); }},
      {.name = "--group",
       .value = "NAME",
       .help = "a published group instead, which takes no time: RFC 7919 or RFC 3526",
       .choices = group_names(),
       .set = [=](const std::string& text) { options->group = parse_dh_group(text, "--group"); }},
      {.name = "--jobs",
       .value = "N",
       .help = "threads to search with (default: one per processor)",
       .set = [=](const std::string& text) {
         options->jobs = parse_number(text, "--jobs", jobs_range);
       }}};
}

}  // namespace

Command dh_new_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Writes Diffie-Hellman parameters as Postfix reads them (PEM, PKCS#3): a published "
          "group, or a safe prime of one's own with generator 2.\n\n"
          "A search takes as long as its luck. On two cores it takes 2 seconds on average at "
          "2048 bits, half a minute at 4096 and a quarter of an hour at 8192; less than a fifth "
          "of that with AVX-512 IFMA, and more than half of it with AVX2. Twice the average "
          "is nothing strange: one run in seven takes longer. Ctrl-C ends it and leaves "
          "nothing behind. A file that already has such parameters is left as it is.\n\n"
          "Most installations need no file: see postseal dh advise.",
      .flags = flags(options),
      .examples = {{.command = "postseal dh new --group ffdhe3072 --out /etc/postfix/dh.pem",
                    .help = "a group of RFC 7919"},
                   {.command = "postseal dh new --bits 2048 --jobs 2 --out dh.pem",
                    .help = "a prime that nobody else has"}},
      .plan = [=](Context& context) {
        check(*options);
        give_notes(*options, context);
        if (!options->group) options->kernel = wanted_dh_kernel(context);
        return plan(*options, observe(*options, context), context);
      }};
}

}  // namespace postseal
