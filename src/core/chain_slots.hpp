// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/loader.hpp"

namespace postseal {

// What libssl holds: one chain for each kind of key. The names of the functions are those of the
// SSL_CTX calls they stand for.
class ChainSlots {
 public:
  struct Refusal {
    LoadFault fault = LoadFault::none;
    std::string reason{};  // libssl's
  };

  // SSL_CTX_use_cert_and_key without leave to replace; nullopt: taken.
  [[nodiscard]] std::optional<Refusal> use_cert_and_key(const LoaderObject& key,
                                                        const LoaderObject& leaf,
                                                        const LoadedChain& places);
  // SSL_CTX_use_certificate_chain_file: leaf and issuers of file number FILE; may replace.
  [[nodiscard]] std::optional<Refusal> use_certificate_chain(
      const std::vector<LoaderObject>& certificates, std::size_t file);
  // SSL_CTX_use_PrivateKey_file.
  [[nodiscard]] std::optional<Refusal> use_private_key(const LoaderObject& key, ObjectPlace place);
  // SSL_CTX_check_private_key: whether the slot used last has a certificate and a key that fit.
  [[nodiscard]] bool check_private_key() const;

  // Those that have both key and certificate, in the order they came.
  [[nodiscard]] std::vector<LoadedChain> chains() const;

 private:
  struct Slot {
    LoadedChain chain{};
    std::optional<std::string> certificate{};  // its public key
    std::optional<std::string> key{};
  };

  Slot& slot_named(const std::string& name);

  std::vector<Slot> slots_{};
  std::size_t current_ = 0;
};

}  // namespace postseal
