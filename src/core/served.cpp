// SPDX-License-Identifier: MIT
#include "core/served.hpp"

namespace postseal {

std::string_view name_of(ServedState state) {
  switch (state) {
    case ServedState::confirmed:
      return "confirmed";
    case ServedState::contradicted:
      return "contradicted";
    case ServedState::no_answer:
      return "no-answer";
  }
  return {};
}

}  // namespace postseal
