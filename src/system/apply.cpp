// SPDX-License-Identifier: MIT
#include "system/apply.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "crypto/parallel.hpp"
#include "system/transaction.hpp"

namespace postseal {
namespace {

void stop_if_asked(const Minting& minting) {
  if (!minting.stop.stop_requested()) return;
  throw Error(Fault::host, {.id = "interrupted",
                            .subject = "interrupted",
                            .message = "stopped before anything was changed",
                            .hint = ""});
}

constexpr std::size_t many = 100;

// Many are minted on all processors. What fails there is minted again here, to fail where it
// counts.
std::vector<Minted> mint_all(const Plan& plan, const Minting& minting) {
  std::vector<const WriteFiles*> writes;
  for (const Step& step : plan.steps)
    if (const auto* write = std::get_if<WriteFiles>(&step.effect)) writes.push_back(write);
  std::vector<std::optional<Minted>> ahead(writes.size());
  const auto mint = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && !minting.stop.stop_requested(); ++i)
      ahead[i] = writes[i]->mint(minting);
  };
  if (writes.size() >= many) in_parallel(writes.size(), mint);
  std::vector<Minted> made;
  made.reserve(writes.size());
  for (std::size_t i = 0; i < writes.size(); ++i) {
    if (!ahead[i]) stop_if_asked(minting);
    made.push_back(ahead[i] ? std::move(*ahead[i]) : writes[i]->mint(minting));
  }
  return made;
}

Error with_outcome(const Error& error, const std::string& failed, bool touched) {
  Problem problem = error.problem();
  if (!failed.empty())
    problem.message += fmt::format("; and could not be undone: {}", failed);
  else if (touched)
    problem.message += "; every change was undone";
  return {error.fault(), std::move(problem)};
}

Error internal(const std::exception& error) {
  return {Fault::host,
          {.id = "internal", .subject = "postseal", .message = error.what(), .hint = ""}};
}

// From here on the new state counts; what fails now leaves at most a name too many.
void settle(Transaction& transaction) {
  try {
    transaction.settle();
  } catch (const Error& error) {
    Problem problem = error.problem();
    problem.message += "; everything is in place, the next run removes what is left over";
    throw Error(error.fault(), std::move(problem));
  }
}

}  // namespace

Applied apply(const Plan& plan, Host& host, const Minting& minting) {
  const std::vector<Minted> minted = mint_all(plan, minting);
  stop_if_asked(minting);

  Applied applied;
  Transaction transaction(plan, host);
  try {
    transaction.make_directories();
    transaction.stage(minted);
    stop_if_asked(minting);
    transaction.write_journal();
    transaction.publish();
    transaction.finish(applied);
    transaction.commit();
  } catch (const Error& error) {
    const std::string failed = transaction.undo();
    throw with_outcome(error, failed, transaction.touched());
  } catch (const std::exception& error) {  // out of memory, say
    const std::string failed = transaction.undo();
    throw with_outcome(internal(error), failed, transaction.touched());
  }
  settle(transaction);
  for (const Minted& one : minted) applied.minted.push_back(one.facts);
  return applied;
}

}  // namespace postseal
