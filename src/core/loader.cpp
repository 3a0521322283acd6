// SPDX-License-Identifier: MIT
#include "core/loader.hpp"

#include <utility>

#include "core/loader_state.hpp"

namespace postseal {

bool Loader::read(const LoaderFile& file, std::size_t index) {
  file_ = &file;
  at_ = {.file = index};
  for (const LoaderObject& object : file.objects) {
    take(object);
    if (state_ == State::stopped) return false;
    note_key_index();
    ++at_.object;
  }
  if (file.ends_well) return true;
  stop(LoadFault::damaged, at_);
  result_.library_reason = file.end_reason;
  return false;
}

void Loader::finish() {
  if (state_ == State::start) {
    warn("No PEM data in {}", origin_);
    stop(LoadFault::nothing, {});
  } else if (state_ == State::key) {
    warn("No certs for key at index {} in {}", key_index_, key_source_);
    stop(LoadFault::certificate_missing, pending_.key);
  } else if (state_ == State::certificate && mode_ == LoadMode::mixed) {
    warn("No private key found in {}", origin_);
    stop(LoadFault::key_missing, pending_.leaf);
  } else if (state_ != State::stopped && !use_pending()) {
    warn("key at index {} in {} does not match next certificate", key_index_, key_source_);
  }
  if (state_ == State::stopped)
    warn("error loading private keys and certificates from: {}: disabling TLS support", origin_);
}

void Loader::stop(LoadFault fault, ObjectPlace place) {
  state_ = State::stopped;
  result_.fault = fault;
  result_.place = place;
}

void Loader::take(const LoaderObject& object) {
  if (object.kind == PemKind::certificate) return take_certificate(object);
  if (object.kind == PemKind::key) return take_key(object);
  if (mode_ == LoadMode::mixed) return;
  warn("loading {}: ignoring PEM type: {}", file_->name, object.label);
  result_.ignored.push_back(at_);
}

// Postfix notes the number of the object it has just read whenever a key is the last thing it
// kept, so an ignored object after a key moves the number that its log shows.
void Loader::note_key_index() {
  const bool moves = mode_ == LoadMode::key_first
                         ? state_ == State::key
                         : key_index_ == 0 && (state_ == State::key || state_ == State::both);
  if (!moves) return;
  key_index_ = number();
  key_source_ = file_->name;
}

void Loader::take_certificate(const LoaderObject& object) {
  if (mode_ == LoadMode::key_first && state_ == State::start) {
    warn("error loading chain from {}: key not first", file_->name);
    return stop(LoadFault::key_not_first, at_);
  }
  if (!object.decodes) {
    warn("error loading certificate (PEM object number {}) from {}", number(), file_->name);
    return stop(LoadFault::certificate_unreadable, at_);
  }
  if (object.excess) {
    warn("error loading certificate (PEM object number {}) from {}: excess data", number(),
         file_->name);
    return stop(LoadFault::excess_data, at_);
  }
  if (state_ == State::certificate || state_ == State::both) {
    pending_.issuers.push_back(at_);
    return;
  }
  pending_.leaf = at_;
  leaf_ = &object;
  const bool after_key = state_ == State::key && mode_ == LoadMode::mixed;
  state_ = after_key ? State::both : State::certificate;
}

void Loader::take_key(const LoaderObject& object) {
  if (state_ == State::key || state_ == State::both) return take_second_key();
  const bool ends_chain = state_ == State::certificate && mode_ == LoadMode::key_first;
  if (ends_chain && !use_pending()) {
    warn("error loading certificate chain: key at index {} in {} does not match the certificate",
         key_index_, key_source_);
    return;
  }
  if (!object.decodes) {
    warn("error loading private key (PEM object number {}) from {}", number(), file_->name);
    return stop(LoadFault::key_unreadable, at_);
  }
  if (object.excess) {
    warn("error loading private key (PEM object number {}) from {}: excess data", number(),
         file_->name);
    return stop(LoadFault::excess_data, at_);
  }
  pending_.key = at_;
  key_ = &object;
  const bool after_leaf = state_ == State::certificate && mode_ == LoadMode::mixed;
  state_ = after_leaf ? State::both : State::key;
}

void Loader::take_second_key() {
  if (mode_ == LoadMode::mixed) {
    warn("ignoring 2nd key at index {} in {} after 1st at {}", number(), file_->name, key_index_);
    result_.ignored.push_back(at_);
    return;
  }
  warn("error loading certificate chain: key at index {} in {} not followed by a certificate",
       key_index_, key_source_);
  stop(LoadFault::certificate_missing, pending_.key);
}

bool Loader::use_pending() {
  const auto refusal = slots_.use_cert_and_key(*key_, *leaf_, pending_);
  if (refusal) {
    stop(refusal->fault, pending_.leaf);
    result_.library_reason = refusal->reason;
  }
  pending_ = {};
  return !refusal;
}

void serve(LoadResult& result, const ChainSlots& slots) {
  result.chains = slots.chains();
  result.outcome = result.chains.empty() ? TlsOutcome::fails
                   : result.log.empty()  ? TlsOutcome::works
                                         : TlsOutcome::warns;
}

void note_unopenable(LoadResult& result, const LoaderFile& file, std::size_t index) {
  result.log.push_back(
      fmt::format("warning: error opening chain file: {}: {}", file.name, *file.open_error));
  result.fault = LoadFault::unopenable;
  result.place = {.file = index};
}

LoadResult load_chain_files(const std::string& value, const std::vector<LoaderFile>& files) {
  LoadResult result;
  ChainSlots slots;
  Loader loader(LoadMode::key_first, value, slots, result);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].open_error) {
      // Postfix takes this for success: what libssl holds by now is served, the rest is dropped.
      note_unopenable(result, files[i], i);
      serve(result, slots);
      return result;
    }
    if (!loader.read(files[i], i)) break;
  }
  loader.finish();
  if (result.fault == LoadFault::none)
    serve(result, slots);
  else
    result.outcome = TlsOutcome::off;
  return result;
}

std::string name_of(TlsOutcome outcome) {
  switch (outcome) {
    case TlsOutcome::works:
      return "works";
    case TlsOutcome::warns:
      return "warns";
    case TlsOutcome::fails:
      return "fails";
    case TlsOutcome::off:
      return "off";
  }
  return "unknown";
}

}  // namespace postseal
