// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>

#include "core/chain_slots.hpp"
#include "core/loader.hpp"

namespace postseal {

enum class LoadMode { key_first, mixed };

// Postfix's reader of keys and certificates: one state for all files of a list. In mixed mode
// there is one file, and its one key may stand anywhere.
class Loader {
 public:
  // ORIGIN: the value of the parameter, as the log shows it.
  Loader(LoadMode mode, std::string origin, ChainSlots& slots, LoadResult& result)
      : mode_(mode), origin_(std::move(origin)), slots_(slots), result_(result) {}

  // Takes the objects of file number INDEX; false: the load is over.
  bool read(const LoaderFile& file, std::size_t index);
  // After the last file, or the one that stopped the load.
  void finish();

 private:
  enum class State { stopped, start, key, certificate, both };

  template <typename... Values>
  void warn(fmt::format_string<const Values&...> text, const Values&... values) {
    result_.log.push_back("warning: " + fmt::format(text, values...));
  }
  void stop(LoadFault fault, ObjectPlace place);
  void take(const LoaderObject& object);
  void take_certificate(const LoaderObject& object);
  void take_key(const LoaderObject& object);
  void take_second_key();
  void note_key_index();
  bool use_pending();
  [[nodiscard]] std::size_t number() const { return at_.object + 1; }

  LoadMode mode_;
  std::string origin_;
  ChainSlots& slots_;
  LoadResult& result_;
  State state_ = State::start;
  const LoaderFile* file_ = nullptr;
  ObjectPlace at_{};
  LoadedChain pending_{};
  const LoaderObject* key_ = nullptr;
  const LoaderObject* leaf_ = nullptr;
  std::size_t key_index_ = 0;  // as Postfix counts: from 1 in each file
  std::string key_source_{};
};

// The load did not end early: what libssl holds is served.
void serve(LoadResult& result, const ChainSlots& slots);

void note_unopenable(LoadResult& result, const LoaderFile& file, std::size_t index);

}  // namespace postseal
