// SPDX-License-Identifier: MIT
#include "core/time.hpp"

#include <fmt/format.h>

namespace postseal {

std::string date_of(Time time) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string rfc3339(Time time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - midnight};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", date_of(time), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace postseal
