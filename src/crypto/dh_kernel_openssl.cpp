// SPDX-License-Identifier: MIT
#include <openssl/bn.h>

#include <memory>

#include "crypto/dh_kernel_rows.hpp"
#include "crypto/limbs.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using BnContextHandle = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;
using MontgomeryHandle = std::unique_ptr<BN_MONT_CTX, FreeWith<BN_MONT_CTX_free>>;

constexpr std::string_view doing = "raising a number to a power";

BignumHandle new_number() { return require(BignumHandle(BN_new()), doing); }

// What the jobs of one call share.
struct Numbers {
  BnContextHandle context = require(BnContextHandle(BN_CTX_new()), doing);
  MontgomeryHandle montgomery = require(MontgomeryHandle(BN_MONT_CTX_new()), doing);
  BignumHandle modulus = new_number();
  BignumHandle exponent = new_number();
  BignumHandle base = new_number();
  BignumHandle power = new_number();
};

// A base of one word costs a sixth less: squarings, and now and then a multiplication by a word.
void raise(const Numbers& numbers, const PowerJob& job) {
  constexpr BN_ULONG default_base = 2;
  set_number(numbers.modulus.get(), job.modulus);
  set_number(numbers.exponent.get(), job.exponent);
  require(BN_MONT_CTX_set(numbers.montgomery.get(), numbers.modulus.get(), numbers.context.get()),
          doing);
  if (job.base.empty()) {
    require(BN_mod_exp_mont_word(numbers.power.get(), default_base, numbers.exponent.get(),
                                 numbers.modulus.get(), numbers.context.get(),
                                 numbers.montgomery.get()),
            doing);
    return;
  }
  set_number(numbers.base.get(), job.base);
  require(BN_mod_exp_mont(numbers.power.get(), numbers.base.get(), numbers.exponent.get(),
                          numbers.modulus.get(), numbers.context.get(), numbers.montgomery.get()),
          doing);
}

Residue residue_of(const Numbers& numbers) {
  if (BN_is_one(numbers.power.get()) == 1) return Residue::one;
  require(BN_add_word(numbers.power.get(), 1), doing);
  return BN_cmp(numbers.power.get(), numbers.modulus.get()) == 0 ? Residue::minus_one
                                                                 : Residue::other;
}

std::vector<Residue> powers(std::span<const PowerJob> jobs) {
  const Numbers numbers;
  std::vector<Residue> residues;
  residues.reserve(jobs.size());
  for (const PowerJob& job : jobs) {
    raise(numbers, job);
    residues.push_back(residue_of(numbers));
  }
  return residues;
}

}  // namespace

// The one for every processor: nothing is known of it but what libcrypto promises.
DhKernel openssl_dh_kernel() {
  return {.name = "openssl", .lanes = 1, .usable = [] { return true; }, .powers = powers};
}

}  // namespace postseal
