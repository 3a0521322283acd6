// SPDX-License-Identifier: MIT
#include "core/dh_verdict.hpp"

#include <fmt/format.h>

#include "core/dh_advice.hpp"

namespace postseal {
namespace {

// Postfix 3.7 came with OpenSSL 3's decoder, which takes the first PEM block or nothing; before,
// PEM_read_DHparams() passed over other blocks and took both labels.
constexpr PostfixVersion strict_decoder{3, 7, 0};
constexpr PostfixVersion no_callback{3, 6, 0};
constexpr PostfixVersion security_levels{3, 2, 0};  // the first for OpenSSL 1.1

// Below 80 bits of security OpenSSL refuses at every security level: primes under 1024 bits and
// exponents under 160 (DH_security_bits(3)).
constexpr int least_openssl_bits = 1024;
constexpr std::uint32_t least_exponent_bits = 160;
constexpr std::uint32_t good_exponent_bits = 224;

bool decodes(const DhParams& params, const PostfixVersion& version) {
  if (params.encoding == DhEncoding::der || !params.label_fits) return false;
  if (version < strict_decoder) return true;
  return params.form == DhForm::pkcs3 && params.block_before.empty();
}

// OpenSSL knows the named groups by their numbers and then takes exponents as long as q.
bool has_short_exponent(const DhParams& params, const DhFacts& facts, std::uint32_t least) {
  return !facts.group && params.exponent_bits != 0 && params.exponent_bits < least;
}

bool cannot_compute(const DhFacts& facts) {
  return !facts.odd || facts.bits > most_openssl_dh_bits || facts.generator == DhGenerator::useless;
}

// Adds findings about one file.
class Judge {
 public:
  Judge(std::vector<Finding>& findings, const std::string& subject)
      : findings_(findings), subject_(subject) {}

  [[nodiscard]] std::string another() const {
    return fmt::format("make another: postseal dh new --group ffdhe2048 --force --out {}",
                       subject_);
  }

  void add(Severity severity, std::string id, std::string message, std::string hint = {}) {
    findings_.push_back({.id = std::move(id),
                         .severity = severity,
                         .subject = subject_,
                         .message = std::move(message),
                         .hint = std::move(hint)});
  }

 private:
  std::vector<Finding>& findings_;
  const std::string& subject_;
};

void judge_file(Judge& judge, const DhParams& params, const PostfixVersion& version) {
  const std::string release = text_of(version);
  if (params.encoding == DhEncoding::der)
    judge.add(Severity::error, "dh-not-pem", "DER; Postfix reads PEM only and ignores the file",
              "convert it: openssl dhparam -inform DER -in FILE -out FILE.pem");
  if (!params.label_fits)
    judge.add(Severity::error, "dh-label",
              fmt::format("the PEM label says {}, what is inside is {}; Postfix ignores the file",
                          params.form == DhForm::x942 ? "PKCS#3" : "X9.42",
                          params.form == DhForm::x942 ? "X9.42" : "PKCS#3"),
              judge.another());
  else if (params.form == DhForm::x942 && version >= strict_decoder)
    judge.add(Severity::error, "dh-x942",
              fmt::format("X9.42 parameters (openssl dhparam -dsaparam writes them); Postfix {} "
                          "with OpenSSL 3 ignores the file",
                          release),
              judge.another());
  else if (params.form == DhForm::x942)
    judge.add(Severity::warning, "dh-x942",
              fmt::format("X9.42 parameters; Postfix {} loads them, from 3.7 with OpenSSL 3 it "
                          "ignores the file",
                          release),
              judge.another());
  if (!params.block_before.empty() && version >= strict_decoder)
    judge.add(Severity::error, "dh-not-first",
              fmt::format("a \"{}\" block stands before the DH parameters; Postfix {} looks at the "
                          "first block only and ignores the file",
                          params.block_before, release),
              "put the DH parameters in a file of their own");
}

void judge_size(Judge& judge, const DhFacts& facts) {
  if (facts.bits > most_openssl_dh_bits)
    judge.add(
        Severity::error, "dh-too-large",
        fmt::format("{} bits: OpenSSL computes with {} at most, so every DHE handshake fails; "
                    "not tested further",
                    facts.bits, most_openssl_dh_bits),
        judge.another());
  else if (facts.bits > most_dh_bits)
    judge.add(Severity::warning, "dh-untested",
              fmt::format("{} bits: not tested for primality, which would take long above {}; so "
                          "will every handshake",
                          facts.bits, most_dh_bits),
              judge.another());
  if (facts.bits < 2048)
    judge.add(facts.bits <= 1024 ? Severity::error : Severity::warning, "dh-too-small",
              fmt::format("{} bits, at least 2048 are needed: {}", facts.bits,
                          dh_size_warning(facts.bits)),
              judge.another());
}

void judge_known(Judge& judge, const KnownPrime& known) {
  if (known.kind == PrimeKind::weak)
    judge.add(Severity::error, "dh-weak-prime",
              fmt::format("a small prime that many servers use ({}): whoever breaks it once reads "
                          "them all (Logjam)",
                          known.name),
              judge.another());
  if (known.kind == PrimeKind::unsafe)
    judge.add(Severity::warning, "dh-weak-prime",
              fmt::format("the prime of {}, which is not a safe prime and whose origin is unknown",
                          known.name),
              judge.another());
}

void judge_prime(Judge& judge, const DhParams& params, const DhFacts& facts) {
  if (facts.known) judge_known(judge, *facts.known);
  if (facts.prime == false) {
    judge.add(Severity::error, "dh-composite",
              facts.odd ? "the modulus is not prime: the secret can be found"
                        : "the modulus is even, so not prime: every DHE handshake fails",
              judge.another());
    return;
  }
  if (facts.safe == false && !(facts.known && facts.known->kind == PrimeKind::unsafe))
    judge.add(Severity::warning, "dh-not-safe-prime",
              params.form == DhForm::x942
                  ? "not a safe prime: (p-1)/2 is not prime (DSA style)"
                  : "not a safe prime: (p-1)/2 is not prime (DSA style, certtool makes such), and "
                    "the file does not say what the order of the generator is",
              judge.another());
}

void judge_generator(Judge& judge, const DhParams& params, const DhFacts& facts) {
  if (facts.generator == DhGenerator::useless)
    judge.add(Severity::error, "dh-generator",
              fmt::format("the generator is {}: clients refuse it, every DHE handshake fails",
                          facts.generator_text),
              judge.another());
  if (facts.generator == DhGenerator::wrong_order)
    judge.add(Severity::error, "dh-generator",
              "the generator does not have the order q that the file gives", judge.another());
  if (facts.generator == DhGenerator::full)
    judge.add(Severity::info, "dh-generator",
              fmt::format("the generator {} spans the whole group, which shows one bit of each "
                          "secret exponent; harmless in TLS",
                          facts.generator_text));
  if (has_short_exponent(params, facts, good_exponent_bits))
    judge.add(has_short_exponent(params, facts, least_exponent_bits) ? Severity::error
                                                                     : Severity::warning,
              "dh-short-exponent",
              fmt::format("the file asks for secret exponents of {} bits, {} are needed",
                          params.exponent_bits, good_exponent_bits),
              judge.another());
}

}  // namespace

DhUse use_of(const DhParams& params, const DhFacts& facts, const PostfixVersion& version) {
  if (!decodes(params, version)) return DhUse::replaced;
  const bool too_weak =
      facts.bits < least_openssl_bits || has_short_exponent(params, facts, least_exponent_bits);
  if (too_weak && version >= no_callback) return DhUse::refused;
  if (too_weak && version >= security_levels) return DhUse::breaks;
  return cannot_compute(facts) ? DhUse::breaks : DhUse::used;
}

bool serves(const DhParams& params, const DhFacts& facts,
            const std::variant<DhGroup, int>& wanted) {
  const auto* const group = std::get_if<DhGroup>(&wanted);
  if (group != nullptr ? facts.group != *group : facts.bits != std::get<int>(wanted)) return false;
  if (facts.safe != true) return false;
  if (facts.known && facts.known->kind == PrimeKind::weak) return false;
  // By the rules of the newest Postfix, which are the strictest. A short prime is what was asked
  // for, whatever OpenSSL makes of it.
  const DhUse use = use_of(params, facts, newest_postfix);
  return use == DhUse::used || (use == DhUse::refused && facts.bits < least_openssl_bits);
}

std::vector<std::string> dh_log(DhUse use, const std::string& path, const PostfixVersion& version) {
  if (use == DhUse::replaced && version >= strict_decoder)
    return {
        fmt::format("warning: error decoding DH parameters from file \"{}\" -- using "
                    "compiled-in defaults",
                    path)};
  if (use == DhUse::replaced)
    return {
        fmt::format("warning: cannot load {}DH parameters from file {} -- using compiled-in "
                    "defaults",
                    version >= no_callback ? "" : "1024-bit ", path)};
  if (use == DhUse::refused && version >= strict_decoder)
    return {"warning: error configuring explicit DH parameters"};
  return {};
}

std::vector<Finding> judge_dh(const DhParams& params, const DhFacts& facts,
                              const std::string& subject, const PostfixVersion& version) {
  std::vector<Finding> findings;
  Judge judge(findings, subject);
  judge_file(judge, params, version);
  judge_size(judge, facts);
  judge_prime(judge, params, facts);
  judge_generator(judge, params, facts);
  return findings;
}

}  // namespace postseal
