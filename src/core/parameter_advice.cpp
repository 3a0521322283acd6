// SPDX-License-Identifier: MIT
#include "core/parameter_advice.hpp"

#include <fmt/format.h>

#include <array>

namespace postseal {
namespace {

const AdviceRow* find_row(std::string_view name) {
  for (const auto& table : {advice_for_smtpd(), advice_for_smtp(), advice_for_smtp_files(),
                            advice_for_library(), advice_for_relatives()})
    for (const AdviceRow& row : table)
      if (row.name == name) return &row;
  return nullptr;
}

// Programs whose parameters are named, and mean, as another program's do.
struct Twins {
  std::string_view prefix{};
  std::string_view model{};
  std::string_view program{};
  bool inherits = false;  // unset, a twin has its model's value
};
constexpr std::array twins{
    Twins{"lmtp_", "smtp_", "lmtp(8)", false},
    Twins{"postscreen_tls_", "smtpd_tls_", "postscreen(8)", true},
    Twins{"tlsproxy_tls_", "smtpd_tls_", "the server side of tlsproxy(8)", true},
    Twins{"tlsproxy_client_", "smtp_tls_", "the client side of tlsproxy(8)", true},
};

// TEXT about the model, with the names that the twin has.
std::string renamed(std::string_view text, const Twins& family) {
  std::string out(text);
  for (std::size_t at = out.find(family.model); at != std::string::npos;
       at = out.find(family.model, at + family.prefix.size()))
    out.replace(at, family.model.size(), family.prefix);
  return out;
}

Advice advice_of_twin(const AdviceRow& row, const Twins& family) {
  if (!family.inherits)
    return {.what = fmt::format("For {}: {}", family.program, renamed(row.what, family)),
            .advice = renamed(row.advice, family)};
  return {.what = fmt::format("{} for {}: {}", row.name, family.program, row.what),
          .advice = fmt::format("Leave it unset: it then is what {} is, and both have to agree "
                                "anyway.",
                                row.name)};
}

}  // namespace

Advice advice_of(std::string_view name) {
  if (const AdviceRow* row = find_row(name))
    return {.what = std::string(row->what), .advice = std::string(row->advice)};
  for (const Twins& family : twins) {
    if (!name.starts_with(family.prefix)) continue;
    const AdviceRow* row =
        find_row(fmt::format("{}{}", family.model, name.substr(family.prefix.size())));
    if (row != nullptr) return advice_of_twin(*row, family);
  }
  return {};
}

}  // namespace postseal
