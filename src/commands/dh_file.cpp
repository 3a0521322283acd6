// SPDX-License-Identifier: MIT
#include "commands/dh_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "crypto/dh.hpp"
#include "crypto/dh_kernel.hpp"

namespace postseal {
namespace {

std::optional<std::variant<DhGroup, int>> wanted_by(const DhChoice& choice,
                                                    const DhAdvice& advice) {
  if (std::holds_alternative<DhNone>(choice)) return std::nullopt;
  if (const auto* group = std::get_if<DhGroup>(&choice)) return *group;
  if (const auto* bits = std::get_if<int>(&choice)) return *bits;
  if (!advice.file_needed) return std::nullopt;
  return DhGroup::ffdhe2048;
}

bool has(const OutputSeen& out, const std::variant<DhGroup, int>& wanted) {
  try {
    const DhParams params = read_dh_params(out.bytes.reveal(), out.path);
    return serves(params, examine_dh(params), wanted);
  } catch (const Error&) {
    return false;  // something else: it is not replaced unasked
  }
}

std::string text_of(const std::variant<DhGroup, int>& wanted) {
  if (const auto* group = std::get_if<DhGroup>(&wanted)) return std::string(name_of(*group));
  return fmt::format("safe prime of {} bits", std::get<int>(wanted));
}

Minted mint(const std::variant<DhGroup, int>& wanted, const std::string& kernel,
            const Minting& minting) {
  Minted minted;
  if (const auto* group = std::get_if<DhGroup>(&wanted)) {
    minted.contents.emplace_back(dh_pem_of(*group));
    return minted;
  }
  const int jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  minted.contents.emplace_back(dh_pem_of(generate_safe_prime(
      {.bits = std::get<int>(wanted), .jobs = jobs, .kernel = kernel}, minting)));
  return minted;
}

}  // namespace

std::string wanted_dh_kernel(const Context& context) {
  std::string name = context.host().environment("POSTSEAL_DH_KERNEL").value_or("");
  (void)chosen_dh_kernel(name);
  return name;
}

std::optional<DhFileSeen> observe_dh_file(Context& context, const DhChoice& choice,
                                          const std::string& dir) {
  const DhAdvice advice = advise_dh(context.version());
  const auto wanted = wanted_by(choice, advice);
  if (!wanted) return std::nullopt;
  if (advice.deprecated)
    throw Error(Fault::usage,
                {.id = "dh-needless",
                 .subject = "--dh",
                 .message = fmt::format("Postfix {} warns about the parameter that names such a "
                                        "file, and needs none",
                                        text_of(context.version())),
                 .hint = "leave --dh out, or give --dh auto"});
  DhFileSeen seen{.wanted = *wanted};
  if (std::holds_alternative<int>(*wanted)) seen.kernel = wanted_dh_kernel(context);
  seen.out.path = dir + "/dh.pem";
  if (!context.host().status(dir, Follow::yes)) return seen;
  seen.out = observe_output(context, seen.out.path);
  seen.present = seen.out.status && has(seen.out, *wanted);
  if (seen.out.status && !seen.present)
    refuse_overwrite(context, seen.out,
                     fmt::format("is there and does not hold {}", text_of(*wanted)));
  return seen;
}

std::vector<Step> dh_file_steps(const DhFileSeen& seen) {
  const FileWish wish{.access = {.mode = public_mode},
                      .after = {{"DH parameters", text_of(seen.wanted)}}};
  if (!seen.present)
    return {write_step(seen.out, wish,
                       [wanted = seen.wanted, kernel = seen.kernel](const Minting& minting) {
                         return mint(wanted, kernel, minting);
                       })};
  if (auto step = access_step(seen.out, wish)) return {std::move(*step)};
  return {};
}

}  // namespace postseal
