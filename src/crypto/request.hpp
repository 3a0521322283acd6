// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/certificate.hpp"

namespace postseal {

// A certification request (PKCS#10, RFC 2986).
class Request {
 public:
  // The request that fills DER exactly and whose signature is good; nullopt: it is none.
  [[nodiscard]] static std::optional<Request> read(std::string_view der);

  [[nodiscard]] const std::string& der() const noexcept { return der_; }
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] const std::string& spki_der() const noexcept { return spki_; }    // its exact bytes
  [[nodiscard]] const std::string& subject() const noexcept { return subject_; }  // printable
  [[nodiscard]] const std::vector<std::string>& common_names() const noexcept { return common_; }
  [[nodiscard]] const std::vector<SubjectName>& names() const noexcept { return names_; }
  [[nodiscard]] const std::vector<std::string>& extended_key_usage() const noexcept {
    return usages_;
  }
  [[nodiscard]] const KeyFacts& key() const noexcept { return key_; }

 private:
  Request() = default;

  std::string der_{};
  std::string spki_{};
  std::string subject_{};
  std::vector<std::string> common_{};
  std::vector<SubjectName> names_{};
  std::vector<std::string> usages_{};
  KeyFacts key_{};
};

}  // namespace postseal
