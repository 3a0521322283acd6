// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace postseal {

enum class DhForm { pkcs3, x942 };
enum class DhEncoding { pem, der };

// Diffie-Hellman parameters as a file has them; nothing about the numbers has been tested.
// Numbers are big-endian bytes without leading zeros.
struct DhParams {
  DhForm form = DhForm::pkcs3;
  DhEncoding encoding = DhEncoding::pem;
  std::string p{};
  std::string g{};
  std::string q{};                  // X9.42 only: the order of the subgroup
  std::uint32_t exponent_bits = 0;  // PKCS#3 privateValueLength; 0: not given
  std::string block_before{};       // the label of the file's first PEM block, if it is another
  bool label_fits = true;           // the PEM label and what is inside are of the same form
};

// The DH parameters of a file: PEM ("DH PARAMETERS", "X9.42 DH PARAMETERS", anything may stand
// around them) or DER. SUBJECT names the file in the Errors "dh-missing" (it holds none, and what
// it holds instead), "dh-damaged", and those of look_of().
[[nodiscard]] DhParams read_dh_params(std::string_view bytes, const std::string& subject);

// The length in bits of a big-endian number.
[[nodiscard]] int bit_length(std::string_view number);

}  // namespace postseal
