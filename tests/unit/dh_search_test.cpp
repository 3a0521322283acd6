// SPDX-License-Identifier: MIT
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "crypto/dh.hpp"
#include "crypto/dh_search.hpp"
#include "crypto/prime_rounds.hpp"

using namespace postseal;

namespace {

constexpr std::uint64_t all_ones = ~std::uint64_t{0};

// A big-endian number modulo a small one.
unsigned remainder(const std::string& number, unsigned divisor) {
  unsigned rest = 0;
  for (const char c : number) rest = (rest * 256 + static_cast<unsigned char>(c)) % divisor;
  return rest;
}

// 2^(bits - 1) + 2^(bits / 2), and up to the next number that is 11 modulo 12.
Limbs start_of(std::size_t bits) {
  Limbs number((bits + 63) / 64);
  number[(bits - 1) / 64] |= std::uint64_t{1} << ((bits - 1) % 64);
  number[bits / 2 / 64] |= std::uint64_t{1} << (bits / 2 % 64);
  std::uint64_t rest = 0;
  for (std::size_t i = number.size(); i-- > 0;)
    for (const int shift : {32, 0}) rest = (rest << 32 | (number[i] >> shift & 0xffffffff)) % 12;
  return plus(number, 11 - rest);
}

struct First {
  std::size_t bits = 0;
  std::uint32_t k = 0;
};

// By trying one k after the other with Python's pow(), without a sieve.
constexpr std::array firsts{First{191, 2083}, First{192, 443},   First{193, 1844},
                            First{256, 4303}, First{511, 21368}, First{512, 9654}};

std::optional<Limbs> found_in(const DhWindow& window, const DhKernel& kernel) {
  const Minting minting{};
  SearchTeam team(1, minting, {});
  std::atomic<std::uint64_t> tried{0};
  return safe_prime_in(window, kernel, team, tried);
}

}  // namespace

TEST_CASE("dh search: from a given start every kernel finds the first safe prime", "[crypto][dh]") {
  for (const DhKernel& kernel : all_dh_kernels()) {
    if (!kernel.usable()) continue;
    for (const First& first : firsts) {
      INFO(kernel.name << ", " << first.bits << " bits");
      const Limbs start = start_of(first.bits);
      DhWindow window{.start = start, .steps = first.k + 1000, .bound = 50000};
      CHECK(found_in(window, kernel) == plus(start, dh_stride * first.k));
      window.bound = 1000;
      window.steps = first.k + 1;
      CHECK(found_in(window, kernel) == plus(start, dh_stride * first.k));
      window.steps = first.k;
      CHECK(found_in(window, kernel) == std::nullopt);
    }
  }
}

TEST_CASE("dh search: a window without candidates ends", "[crypto][dh]") {
  CHECK(found_in({.start = start_of(512), .steps = 1, .bound = 1000},
                 chosen_dh_kernel("openssl")) == std::nullopt);
}

TEST_CASE("prime rounds: a prime passes; what only looks like one to base 2 does not",
          "[crypto][dh]") {
  const Minting minting{};
  SearchTeam team(2, minting, {});
  const DhKernel& kernel = chosen_dh_kernel("openssl");
  CHECK(passes_rounds({all_ones >> 3}, kernel, team));  // 2^61 - 1
  CHECK(passes_rounds({all_ones, all_ones >> 1}, kernel, team));
  // 2^59 - 1 = 179951 * 3203431780337: 2 has order 59, so every test to base 2 is passed.
  CHECK_FALSE(passes_rounds({all_ones >> 5}, kernel, team));
  // 3215031751 = 3 modulo 4 passes to the bases 2, 3, 5 and 7 (Pomerance, Selfridge, Wagstaff).
  CHECK_FALSE(passes_rounds({3215031751}, kernel, team));
}

TEST_CASE("dh search: what it finds is a safe prime of that length, 23 mod 24", "[crypto][dh]") {
  for (int i = 0; i < 4; ++i) {
    const SafePrime made = generate_safe_prime({.bits = 512, .jobs = 1}, {});
    CHECK(bit_length(made.p) == 512);
    CHECK(remainder(made.p, 24) == 23);
    CHECK(made.candidates > 0);
    CHECK(made.kernel == chosen_dh_kernel("").name);
    CHECK(made.jobs == 1);
    const DhFacts facts = examine_dh(read_dh_params(dh_pem_of(made), "made"));
    CHECK(facts.safe == true);
    CHECK(facts.generator == DhGenerator::subgroup);
    CHECK(facts.generator_text == "2");
  }
}

TEST_CASE("dh search: several threads find one prime", "[crypto][dh]") {
  const SafePrime made = generate_safe_prime({.bits = 512, .jobs = 4}, {});
  CHECK(bit_length(made.p) == 512);
  CHECK(made.jobs == 4);
}

TEST_CASE("dh search: lengths that are no multiple of eight come out exactly", "[crypto][dh]") {
  for (const int bits : {517, 521, 577, 640, 641})
    CHECK(bit_length(generate_safe_prime({.bits = bits, .jobs = 2}, {}).p) == bits);
}

TEST_CASE("dh search: a kernel can be asked for", "[crypto][dh]") {
  CHECK(generate_safe_prime({.bits = 512, .kernel = "openssl"}, {}).kernel == "openssl");
  CHECK_THROWS_AS(generate_safe_prime({.bits = 512, .kernel = "none"}, {}), Error);
}

TEST_CASE("dh search: a request to stop ends it with nothing", "[crypto][dh]") {
  std::stop_source stop;
  stop.request_stop();
  try {
    (void)generate_safe_prime({.bits = 8192, .jobs = 2}, {.stop = stop.get_token()});
    FAIL("it found a prime");
  } catch (const Error& error) {
    CHECK(error.problem().id == "interrupted");
    CHECK(error.fault() == Fault::host);
  }
}

TEST_CASE("dh search: it says how it is going while it goes", "[crypto][dh]") {
  std::stop_source stop;
  std::string said;
  const Minting minting{.say =
                            [&](const std::string& line) {
                              said = line;
                              stop.request_stop();
                            },
                        .stop = stop.get_token()};
  CHECK_THROWS_AS(generate_safe_prime({.bits = 8192, .jobs = 1}, minting), Error);
  CHECK(said.find("so far") != std::string::npos);
}

TEST_CASE("dh pem: a named group is written as PKCS#3 and recognised again", "[crypto][dh]") {
  for (const DhGroup group : all_dh_groups) {
    const std::string pem = dh_pem_of(group);
    CHECK(pem.starts_with("-----BEGIN DH PARAMETERS-----\n"));
    const DhParams params = read_dh_params(pem, "made");
    CHECK(params.form == DhForm::pkcs3);
    CHECK(params.exponent_bits == 0);
    CHECK(examine_dh(params).group == group);
  }
}
