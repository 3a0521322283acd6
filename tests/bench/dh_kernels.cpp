// SPDX-License-Identifier: MIT
// Prints, for each kernel usable here and each size, the CPU time of one base-2 Fermat test, and of
// BN_mod_exp_mont for the same number: dh_kernels [BITS...]
#include <openssl/bn.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <span>
#include <vector>

#include "crypto/dh_kernel.hpp"

using namespace postseal;

namespace {

using Words = std::vector<std::uint64_t>;

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

Words random_odd(int bits) {
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(BN_new(), &BN_free);
  BN_rand(number.get(), bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD);
  Words words(static_cast<std::size_t>(bits + 63) / 64);
  BN_bn2lebinpad(number.get(), reinterpret_cast<unsigned char*>(words.data()),
                 static_cast<int>(words.size() * 8));
  return words;
}

double bn_ms(int bits) {
  BN_CTX* const context = BN_CTX_new();
  BIGNUM* const modulus = BN_new();
  BIGNUM* const exponent = BN_new();
  BIGNUM* const result = BN_new();
  BIGNUM* const two = BN_new();
  BN_set_word(two, 2);
  BN_rand(modulus, bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD);
  BN_sub(exponent, modulus, BN_value_one());
  BN_MONT_CTX* const form = BN_MONT_CTX_new();
  BN_MONT_CTX_set(form, modulus, context);
  const double start = cpu_seconds();
  BN_mod_exp_mont(result, two, exponent, modulus, context, form);
  const double spent = cpu_seconds() - start;
  BN_MONT_CTX_free(form);
  for (BIGNUM* number : {modulus, exponent, result, two}) BN_free(number);
  BN_CTX_free(context);
  return spent * 1e3;
}

double kernel_ms(const DhKernel& kernel, int bits, bool general) {
  std::vector<Words> numbers;
  std::vector<PowerJob> jobs;
  for (std::size_t i = 0; i < kernel.lanes; ++i) numbers.push_back(random_odd(bits));
  const Words base = random_odd(bits - 1);
  Words padded = base;
  padded.resize(numbers.front().size());
  for (const Words& number : numbers)
    jobs.push_back({.modulus = number,
                    .exponent = number,
                    .base = general ? std::span<const std::uint64_t>(padded)
                                    : std::span<const std::uint64_t>{}});
  const double start = cpu_seconds();
  if (kernel.powers(jobs).size() != jobs.size()) std::abort();
  return (cpu_seconds() - start) * 1e3 / static_cast<double>(jobs.size());
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<int> sizes;
  for (const char* text : std::span(argv, static_cast<std::size_t>(argc)).subspan(1))
    sizes.push_back(std::atoi(text));
  if (sizes.empty()) sizes = {512, 1024, 1536, 2048, 3072, 4096, 8192};
  const std::span<const DhKernel> kernels = all_dh_kernels();
  for (const int bits : sizes) {
    const int rounds = std::clamp(40000 / bits, 7, 41);
    std::vector<double> bn;
    std::vector<std::vector<double>> ms(kernels.size() * 2);
    for (int i = 0; i < rounds; ++i) {
      bn.push_back(bn_ms(bits));
      for (std::size_t k = 0; k < kernels.size(); ++k)
        if (kernels[k].usable()) {
          ms[2 * k].push_back(kernel_ms(kernels[k], bits, false));
          ms[2 * k + 1].push_back(kernel_ms(kernels[k], bits, true));
        }
    }
    std::printf("%5d bits  BN %8.4f", bits, median(bn));
    for (std::size_t k = 0; k < kernels.size(); ++k)
      if (kernels[k].usable())
        std::printf("   %s %8.4f (%5.2fx) general %8.4f", kernels[k].name.data(), median(ms[2 * k]),
                    median(bn) / median(ms[2 * k]), median(ms[2 * k + 1]));
    std::printf("\n");
  }
  return 0;
}
