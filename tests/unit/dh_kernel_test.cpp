// SPDX-License-Identifier: MIT
// Each kernel of the DH search against OpenSSL. A kernel says "1", "-1" or "other" and no more, and
// a wrong power is nearly always "other", as a right one is. So most jobs here have a power of 1 or
// -1 that is only found if every limb on the way is right.
#include <openssl/bn.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <iostream>
#include <memory>
#include <random>
#include <vector>

#include "crypto/dh_kernel.hpp"

using namespace postseal;

namespace {

using Words = std::vector<std::uint64_t>;
using Context = std::unique_ptr<BN_CTX, decltype(&BN_CTX_free)>;

struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_free(number); }
};
using Number = std::unique_ptr<BIGNUM, FreeNumber>;

struct Job {
  Words modulus{};
  Words exponent{};
  Words base{};
};

Number number_of(const Words& words) {
  std::vector<unsigned char> bytes;
  for (const std::uint64_t word : words)
    for (unsigned i = 0; i < 8; ++i) bytes.push_back(static_cast<unsigned char>(word >> (8 * i)));
  return Number(BN_lebin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

Words words_of(const Number& number, std::size_t size) {
  std::vector<unsigned char> bytes(size * 8);
  REQUIRE(BN_bn2lebinpad(number.get(), bytes.data(), static_cast<int>(bytes.size())) >= 0);
  Words words(size);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    words[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  return words;
}

Residue by_openssl(const Job& job) {
  const Context context(BN_CTX_new(), &BN_CTX_free);
  const Number power(BN_new());
  const Number modulus = number_of(job.modulus);
  const Number base = number_of(job.base.empty() ? Words{2} : job.base);
  const Number exponent = number_of(job.exponent);
  REQUIRE(BN_mod_exp(power.get(), base.get(), exponent.get(), modulus.get(), context.get()) == 1);
  if (BN_is_one(power.get()) == 1) return Residue::one;
  BN_add_word(power.get(), 1);
  return BN_cmp(power.get(), modulus.get()) == 0 ? Residue::minus_one : Residue::other;
}

// The same numbers in every run.
class Numbers {
 public:
  std::size_t below(std::size_t end) { return engine_() % end; }
  Words random(std::size_t bits) {
    Words words((bits + 63) / 64);
    for (std::uint64_t& word : words) word = engine_();
    return cut(std::move(words), bits);
  }
  // Runs of zeros and ones, which make and take carries.
  Words runs(std::size_t bits) {
    Words words((bits + 63) / 64);
    for (std::uint64_t& word : words) word = below(3) == 0 ? engine_() : 0 - (engine_() & 1);
    return cut(std::move(words), bits);
  }
  static Words all_ones(std::size_t bits) { return cut(Words((bits + 63) / 64, ~0ULL), bits); }

  // Odd numbers of that length: by chance, next to a power of 2 from both sides, with runs.
  Words modulus(std::size_t bits) {
    Words words(below(2) == 0 ? runs(bits) : random(bits));
    const std::size_t shape = below(4);
    if (shape == 0) words = all_ones(bits);
    if (shape == 1) words.assign(words.size(), 0);
    if (shape < 2) words.front() ^= below(1000);
    words.front() |= 1;
    words[(bits - 1) / 64] |= std::uint64_t{1} << (bits - 1) % 64;
    return words;
  }
  // None, 0, 1, 2, short, all ones, full.
  Words exponent(std::size_t bits) {
    const std::size_t shape = below(6);
    if (shape == 0) return {};
    if (shape == 1) return {below(3)};
    if (shape == 2) return random(1 + below(bits));
    if (shape == 3) return all_ones(1 + below(bits));
    return shape == 4 ? runs(bits) : random(bits);
  }
  // 0, 1, -1, a short one, any; none is 2.
  Words base(const Words& modulus, std::size_t bits) {
    const std::size_t shape = below(6);
    if (shape == 0) return {};
    if (shape == 3) return minus_one(modulus);
    Words words = random(bits - 1);
    words.resize(modulus.size());
    if (shape < 3) words.assign(words.size(), 0);
    if (shape < 3) words.front() = shape == 1 ? below(2) : 2 + below(1000);
    return words;
  }
  static Words minus_one(Words odd) {
    --odd.front();
    return odd;
  }

 private:
  static Words cut(Words words, std::size_t bits) {
    if (bits % 64 != 0) words.back() &= ~0ULL >> (64 - bits % 64);
    return words;
  }
  std::mt19937_64 engine_{20};
};

// A prime of that length, next to 2^bits or anywhere.
Words prime(Numbers& numbers, std::size_t bits) {
  const Context context(BN_CTX_new(), &BN_CTX_free);
  Words words = numbers.below(2) == 0 ? Numbers::all_ones(bits) : numbers.random(bits);
  words.front() |= 1;
  words[(bits - 1) / 64] |= std::uint64_t{1} << (bits - 1) % 64;
  words[(bits - 2) / 64] |= std::uint64_t{1} << (bits - 2) % 64;
  const Number number = number_of(words);
  while (BN_check_prime(number.get(), context.get(), nullptr) != 1) BN_sub_word(number.get(), 2);
  return words_of(number, words.size());
}

// A base to (p - 1) / 2 is 1 or -1, to p - 1 it is 1: a test of every limb of every step.
Job of_prime(Numbers& numbers, const Words& prime, std::size_t bits) {
  Words exponent = Numbers::minus_one(prime);
  if (numbers.below(3) != 0) {
    const Number half = number_of(exponent);
    BN_rshift1(half.get(), half.get());
    exponent = words_of(half, prime.size());
  }
  return {.modulus = prime, .exponent = exponent, .base = numbers.base(prime, bits)};
}

// (2^a - 1)(2^b + 1) or the like, of BITS bits: 2^(2ab) is 1. Long runs of ones and zeros.
Job of_runs(Numbers& numbers, std::size_t bits) {
  const std::size_t a = 2 + numbers.below(bits / 2);
  const std::size_t b = bits - a;
  const Context context(BN_CTX_new(), &BN_CTX_free);
  const Number first(BN_new());
  const Number second(BN_new());
  BN_set_bit(first.get(), static_cast<int>(a));
  BN_sub_word(first.get(), 1);
  BN_set_bit(second.get(), static_cast<int>(b));
  BN_add_word(second.get(), 1);
  BN_mul(first.get(), first.get(), second.get(), context.get());
  const Number exponent = number_of(numbers.random(1 + numbers.below(bits - 32)));
  BN_mul_word(exponent.get(), 2 * a * b);
  const Words modulus =
      words_of(first, (static_cast<std::size_t>(BN_num_bits(first.get())) + 63) / 64);
  return {.modulus = modulus, .exponent = words_of(exponent, modulus.size() + 1)};
}

// -1 to any power, modulo any number.
Job of_minus_one(Numbers& numbers, std::size_t bits) {
  const Words modulus = numbers.modulus(bits);
  return {
      .modulus = modulus, .exponent = numbers.exponent(bits), .base = Numbers::minus_one(modulus)};
}

Job any_job(Numbers& numbers, std::size_t bits) {
  const Words modulus = numbers.modulus(bits);
  return {
      .modulus = modulus, .exponent = numbers.exponent(bits), .base = numbers.base(modulus, bits)};
}

// Those that run here.
std::vector<DhKernel> kernels_here() {
  std::vector<DhKernel> usable;
  for (const DhKernel& kernel : all_dh_kernels())
    if (kernel.usable())
      usable.push_back(kernel);
    else
      std::cout << "skipped: this processor does not run the kernel \"" << kernel.name << "\"\n";
  return usable;
}

using Counts = std::array<std::size_t, 3>;

// Compares every kernel with OpenSSL; how often each residue came.
Counts compare(const std::vector<Job>& jobs) {
  Counts counts{};
  std::vector<PowerJob> spans;
  std::vector<Residue> expected;
  for (const Job& job : jobs) {
    spans.push_back({.modulus = job.modulus, .exponent = job.exponent, .base = job.base});
    expected.push_back(by_openssl(job));
    ++counts.at(static_cast<std::size_t>(expected.back()));
  }
  for (const DhKernel& kernel : kernels_here()) {
    const std::vector<Residue> found = kernel.powers(spans);
    REQUIRE(found.size() == jobs.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      INFO(kernel.name << ", job " << i << " of " << jobs.size());
      CHECK(static_cast<int>(found[i]) == static_cast<int>(expected[i]));
    }
  }
  return counts;
}

}  // namespace

TEST_CASE("dh kernel: any number of jobs, in any lane", "[crypto][dh][kernel]") {
  Numbers numbers;
  for (std::size_t count = 0; count <= 33; ++count) {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < count; ++i)
      jobs.push_back(numbers.below(2) == 0 ? of_minus_one(numbers, 200) : of_runs(numbers, 200));
    compare(jobs);
    for (Job& job : jobs) job.base.clear();
    compare(jobs);
  }
}

TEST_CASE("dh kernel: one lane that differs is found in each place", "[crypto][dh][kernel]") {
  const Words modulus = Numbers::all_ones(607);  // 2 has the order 607
  for (const DhKernel& kernel : kernels_here())
    for (std::size_t odd = 0; odd < kernel.lanes; ++odd) {
      const Words zero_power{607 * 5};
      const Words other_power{607 * 5 + 1};
      std::vector<PowerJob> jobs(kernel.lanes, {.modulus = modulus, .exponent = zero_power});
      jobs[odd].exponent = other_power;
      std::vector<Residue> expected(kernel.lanes, Residue::one);
      expected[odd] = Residue::other;
      INFO(kernel.name << ", lane " << odd);
      CHECK(kernel.powers(jobs) == expected);
    }
}

TEST_CASE("dh kernel: any length of numbers, and carries that go far", "[crypto][dh][kernel]") {
  Numbers numbers;
  Counts counts{};
  for (const std::size_t bits : {2U,    3U,    51U,   52U,   63U,   64U,   65U,   103U,  204U,
                                 205U,  513U,  576U,  777U,  1023U, 1024U, 1025U, 1240U, 1536U,
                                 2047U, 2048U, 2076U, 2077U, 3071U, 4096U, 8191U, 8192U}) {
    std::vector<Job> mixed;
    std::vector<Job> twos;
    for (std::size_t i = 0; i < (bits < 1600 ? 16 : bits < 5000 ? 4 : 2); ++i) {
      mixed.push_back(i % 3 == 0 ? any_job(numbers, bits) : of_minus_one(numbers, bits));
      twos.push_back(bits < 60 || i % 4 == 0 ? any_job(numbers, bits) : of_runs(numbers, bits));
      twos.back().base.clear();
    }
    INFO(bits << " bits");
    for (const Counts& more : {compare(mixed), compare(twos)})
      for (std::size_t i = 0; i < counts.size(); ++i) counts.at(i) += more.at(i);
  }
  for (const std::size_t count : counts) CHECK(count > 50);
}

TEST_CASE("dh kernel: Fermat's and Euler's powers of primes", "[crypto][dh][kernel]") {
  Numbers numbers;
  Counts counts{};
  std::vector<std::pair<Words, std::size_t>> primes;
  for (const std::size_t bits : {61U, 127U, 256U, 511U, 512U, 513U, 777U, 1024U, 1025U})
    for (int i = 0; i < 3; ++i) primes.emplace_back(prime(numbers, bits), bits);
  for (auto* const known : {&BN_get_rfc3526_prime_2048, &BN_get_rfc3526_prime_4096}) {
    const Number number(known(nullptr));
    const auto bits = static_cast<std::size_t>(BN_num_bits(number.get()));
    primes.emplace_back(words_of(number, bits / 64), bits);
  }
  for (const auto& [prime, bits] : primes) {
    std::vector<Job> jobs;
    for (int i = 0; i < (bits < 2000 ? 17 : bits < 4000 ? 5 : 2); ++i)
      jobs.push_back(of_prime(numbers, prime, bits));
    const Counts general = compare(jobs);
    for (Job& job : jobs) job.base.clear();
    const Counts twos = compare(jobs);
    for (std::size_t i = 0; i < counts.size(); ++i) counts.at(i) += general.at(i) + twos.at(i);
  }
  CHECK(counts[0] > 200);
  CHECK(counts[1] > 100);
  CHECK(counts[2] < 60);  // powers of 0
}
