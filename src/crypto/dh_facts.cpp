// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <openssl/bn.h>

#include "core/digest.hpp"
#include "core/text.hpp"
#include "crypto/dh.hpp"
#include "crypto/digests.hpp"
#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using BnContextHandle = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;
using CallbackHandle = std::unique_ptr<BN_GENCB, FreeWith<BN_GENCB_free>>;

constexpr int rounds = 20;  // each is wrong for one base in four at most
constexpr std::string_view doing = "testing DH parameters";

BignumHandle number_of(std::string_view bytes) {
  return require(BignumHandle(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)),
                 doing);
}

// Counts the rounds of Miller-Rabin that were passed and ends the test when they are enough.
int count_round(int event, int round, BN_GENCB* callback) {
  auto& passed = *static_cast<int*>(BN_GENCB_get_arg(callback));
  if (event != 1 || round < 0) return 1;
  ++passed;
  return passed < rounds ? 1 : 0;
}

// BN_check_prime(3) runs 64 or 128 rounds, which takes a minute at 8192 bits.
bool is_prime(const BIGNUM* number, BN_CTX* context) {
  int passed = 0;
  const CallbackHandle callback = require(CallbackHandle(BN_GENCB_new()), doing);
  BN_GENCB_set(callback.get(), &count_round, &passed);
  const int answer = BN_check_prime(number, context, callback.get());
  drained_errors();
  return answer == 1 || passed >= rounds;
}

// Pocklington: with (p-1)/2 prime, 2^(p-1) = 1 modulo p proves p prime unless 3 divides it.
bool is_prime_by_half(const BIGNUM* p, BN_CTX* context) {
  if (BN_mod_word(p, 3) == 0) return BN_is_word(p, 3);
  const BignumHandle last = require(BignumHandle(BN_dup(p)), doing);
  const BignumHandle two = require(BignumHandle(BN_new()), doing);
  const BignumHandle power = require(BignumHandle(BN_new()), doing);
  require(BN_sub_word(last.get(), 1), doing);
  require(BN_set_word(two.get(), 2), doing);
  require(BN_mod_exp(power.get(), two.get(), last.get(), p, context), doing);
  return BN_is_one(power.get());
}

// The numbers of one file, and room to compute with them.
struct Numbers {
  BignumHandle p{};
  BignumHandle g{};
  BignumHandle half{};  // (p - 1) / 2
  BnContextHandle context{};
};

Numbers numbers_of(const DhParams& params) {
  Numbers n{.p = number_of(params.p),
            .g = number_of(params.g),
            .half = require(BignumHandle(BN_new()), doing),
            .context = require(BnContextHandle(BN_CTX_new()), doing)};
  require(BN_rshift1(n.half.get(), n.p.get()), doing);
  return n;
}

// 1 < g < p - 1
bool is_useful(const Numbers& n) {
  const BignumHandle last = require(BignumHandle(BN_dup(n.p.get())), doing);
  require(BN_sub_word(last.get(), 1), doing);
  return BN_cmp(n.g.get(), BN_value_one()) > 0 && BN_cmp(n.g.get(), last.get()) < 0;
}

// Whether X9.42's q is a prime that divides p - 1, and g has this order.
bool has_order(const Numbers& n, const BIGNUM* q) {
  if (!is_prime(q, n.context.get())) return false;
  const BignumHandle power = require(BignumHandle(BN_new()), doing);
  require(BN_mod_exp(power.get(), n.g.get(), q, n.p.get(), n.context.get()), doing);
  return BN_is_one(power.get());
}

DhGenerator order_in(const Numbers& n, const DhParams& params, bool safe) {
  if (safe) {
    const int symbol = BN_kronecker(n.g.get(), n.p.get(), n.context.get());
    return symbol == 1 ? DhGenerator::subgroup : DhGenerator::full;
  }
  if (params.q.empty()) return DhGenerator::untested;
  const BignumHandle q = number_of(params.q);
  return has_order(n, q.get()) ? DhGenerator::subgroup : DhGenerator::wrong_order;
}

std::string text_of_generator(std::string_view g) {
  if (g.empty()) return "0";
  if (g.size() <= 3) {
    unsigned value = 0;
    for (const char c : g) value = value << 8 | static_cast<unsigned char>(c);
    return fmt::format("{}", value);
  }
  return fmt::format("a number of {} bits", bit_length(g));
}

// The primes of named groups are proven: no need to test them again.
bool is_proven(const DhFacts& facts) {
  return facts.known && facts.known->kind == PrimeKind::group;
}

void recognise(DhFacts& facts, const DhParams& params) {
  const std::string digest = lower(upper_hex(Hasher(Digest::sha256)(params.p)));
  facts.known = find_prime(digest);
  if (is_proven(facts) && facts.generator_text == "2")
    facts.group = find_dh_group(facts.known->name);
}

void test(DhFacts& facts, const DhParams& params, const Numbers& n) {
  BN_CTX* const context = n.context.get();
  facts.safe = is_proven(facts) || (facts.odd && is_prime(n.half.get(), context) &&
                                    is_prime_by_half(n.p.get(), context));
  facts.prime = facts.safe == true || (facts.odd && is_prime(n.p.get(), context));
  if (facts.prime == true && facts.generator != DhGenerator::useless)
    facts.generator = order_in(n, params, facts.safe == true);
}

}  // namespace

DhFacts examine_dh(const DhParams& params) {
  DhFacts facts{.bits = bit_length(params.p), .generator_text = text_of_generator(params.g)};
  const Numbers n = numbers_of(params);
  facts.odd = BN_is_odd(n.p.get());
  if (!is_useful(n)) facts.generator = DhGenerator::useless;
  if (!params.p.empty()) recognise(facts, params);
  if (facts.bits <= most_dh_bits) test(facts, params, n);
  return facts;
}

}  // namespace postseal
