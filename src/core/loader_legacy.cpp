// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "core/chain_slots.hpp"
#include "core/loader.hpp"
#include "core/loader_state.hpp"

namespace postseal {

namespace {

// What SSL_CTX_use_certificate_chain_file finds wrong before it looks at the keys.
LoadFault fault_in(const LoaderFile& file) {
  if (file.open_error) return LoadFault::unopenable;
  const bool decode = std::all_of(file.objects.begin(), file.objects.end(),
                                  [](const LoaderObject& object) { return object.decodes; });
  if (!decode) return LoadFault::certificate_unreadable;
  if (!file.ends_well) return LoadFault::damaged;
  return file.objects.empty() ? LoadFault::nothing : LoadFault::none;
}

std::optional<ChainSlots::Refusal> use_certificates(const LoaderFile& file, std::size_t index,
                                                    ChainSlots& slots) {
  const LoadFault fault = fault_in(file);
  if (fault != LoadFault::none) return ChainSlots::Refusal{fault, file.end_reason};
  return slots.use_certificate_chain(file.objects, index);
}

std::optional<ChainSlots::Refusal> use_key(const LoaderFile& file, std::size_t index,
                                           ChainSlots& slots) {
  if (file.open_error) return ChainSlots::Refusal{LoadFault::unopenable, file.end_reason};
  if (file.objects.empty() || !file.objects.front().decodes)
    return ChainSlots::Refusal{LoadFault::key_unreadable, file.end_reason};
  return slots.use_private_key(file.objects.front(), {.file = index});
}

void refuse(LoadResult& result, const ChainSlots::Refusal& refusal, std::size_t file) {
  result.fault = refusal.fault;
  result.place = {.file = file};
  result.library_reason = refusal.reason;
}

void load_pair(const LegacyPair& pair, std::size_t index, ChainSlots& slots, LoadResult& result) {
  const auto warn = [&](const char* what, const std::string& name) {
    result.log.push_back(
        fmt::format("warning: cannot get {} {} from file \"{}\": disabling TLS support",
                    pair.family, what, name));
  };
  if (const auto refusal = use_certificates(pair.certificate, index, slots)) {
    warn("certificate", pair.certificate.name);
    return refuse(result, *refusal, index);
  }
  if (const auto refusal = use_key(*pair.key, index + 1, slots)) {
    warn("private key", pair.key->name);
    return refuse(result, *refusal, index + 1);
  }
  if (slots.check_private_key()) return;
  // The key is of another algorithm than the certificate, and went into a slot of its own.
  result.log.push_back(fmt::format(
      "warning: {} private key in {} does not match public key in {}: disabling TLS support",
      pair.family, pair.key->name, pair.certificate.name));
  refuse(result, {LoadFault::mismatch, ""}, index + 1);
}

void load_mixed(const LoaderFile& file, std::size_t index, ChainSlots& slots, LoadResult& result) {
  if (file.open_error) return note_unopenable(result, file, index);
  Loader loader(LoadMode::mixed, file.name, slots, result);
  loader.read(file, index);
  loader.finish();
}

}  // namespace

LoadResult load_legacy(const std::vector<LegacyPair>& pairs) {
  LoadResult result;
  ChainSlots slots;
  for (std::size_t i = 0; i < pairs.size() && result.fault == LoadFault::none; ++i) {
    if (pairs[i].key)
      load_pair(pairs[i], 2 * i, slots, result);
    else
      load_mixed(pairs[i].certificate, 2 * i, slots, result);
  }
  if (result.fault == LoadFault::none)
    serve(result, slots);
  else
    result.outcome = TlsOutcome::off;
  return result;
}

}  // namespace postseal
