// SPDX-License-Identifier: MIT
#include "crypto/parallel.hpp"

#include <catch2/catch.hpp>
#include <mutex>
#include <stdexcept>

#include "crypto/certificate_pool.hpp"
#include "crypto/decode_all.hpp"
#include "crypto/openssl.hpp"
#include "made_certificates.hpp"

using namespace postseal;

namespace {

// A root, issuers and leaves of them in one list. Every other issuer has a comma in its name, which
// OpenSSL has to read.
std::vector<Certificate> family(std::size_t issuers, std::size_t leaves) {
  const PkeyHandle key = test::one_key();
  const auto make = [&](std::string name, std::string issuer) {
    return test::made({.name = std::move(name),
                       .issuer = std::move(issuer),
                       .extensions = {{"basicConstraints", "critical,CA:TRUE"}}},
                      key.get());
  };
  const auto issuer_name = [](std::size_t i) {
    return (i % 2 == 0 ? "Issuer " : "Issuer, Inc. ") + std::to_string(i);
  };
  std::vector<Certificate> all{make("Root", "Root")};
  for (std::size_t i = 0; i < issuers; ++i) all.push_back(make(issuer_name(i), "Root"));
  for (std::size_t i = 0; i < leaves; ++i)
    all.push_back(make("leaf " + std::to_string(i), issuer_name(i % issuers)));
  return all;
}

}  // namespace

TEST_CASE("parallel: every number is in one part", "[threads]") {
  for (const std::size_t count : {0UL, 1UL, 63UL, 64UL, 129UL, 10'000UL}) {
    std::vector<int> times(count, 0);
    in_parallel(count, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) ++times[i];
    });
    CHECK(times == std::vector<int>(count, 1));
  }
}

TEST_CASE("parallel: a part that throws is given up, and no other", "[threads]") {
  std::mutex mutex;
  std::size_t done = 0;
  std::size_t lost = 0;
  in_parallel(10'000, [&](std::size_t begin, std::size_t end) {
    const std::scoped_lock lock(mutex);
    (begin == 0 ? lost : done) += end - begin;
    if (begin == 0) throw std::runtime_error("no more");
  });
  CHECK(lost > 0);
  CHECK(done + lost == 10'000);
}

TEST_CASE("certificate pool: all issuers at once are those found one by one", "[threads]") {
  const std::vector<Certificate> all = family(16, 400);
  CertificatePool at_once;
  CertificatePool one_by_one;
  for (const Certificate& one : all) {
    at_once.add(one);
    // Bytes of its own: what the other pool has found out about a certificate is not known here.
    one_by_one.add(Certificate::read(one.der()).value());
  }
  at_once.find_all_issuers();
  std::size_t found = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(at_once.issuers_of(i) == one_by_one.issuers_of(i));
    found += at_once.issuers_of(i).size();
  }
  CHECK(found == all.size());
}

TEST_CASE("decode all: one certificate may be decoded by many threads", "[threads]") {
  const std::vector<Certificate> two = family(2, 0);
  std::vector<Certificate> copies;
  for (std::size_t i = 0; i < 1000; ++i) copies.push_back(two[1 + i % 2]);
  decode_all(copies);
  in_parallel(copies.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (!copies[i].is_ca() || copies[i].self_signed() || copies[i].key_usage().size() > 1 ||
          !copies[i].signed_by(two[0]))
        throw std::runtime_error("not what it is");
    for (std::size_t i = begin; i < end; ++i) copies[i] = two[0];
  });
  CHECK(copies == std::vector<Certificate>(1000, two[0]));
}
