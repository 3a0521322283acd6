// SPDX-License-Identifier: MIT
#include "core/dh_params.hpp"

#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "dh_fixture.hpp"

using namespace postseal;
using test::dh_file;
using test::dh_params;

namespace {

Problem refusal(const std::string& bytes) {
  try {
    (void)read_dh_params(bytes, "dh.pem");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::input);
    return error.problem();
  }
  return {};
}

}  // namespace

TEST_CASE("dh params: PKCS#3 gives prime and generator", "[core][dh]") {
  const DhParams params = dh_params("ffdhe2048.pem");
  CHECK(params.form == DhForm::pkcs3);
  CHECK(params.encoding == DhEncoding::pem);
  CHECK(bit_length(params.p) == 2048);
  CHECK(params.g == "\x02");
  CHECK(params.exponent_bits == 0);
  CHECK(params.label_fits);
  CHECK(params.block_before.empty());
}

TEST_CASE("dh params: DER holds the same numbers as PEM", "[core][dh]") {
  const DhParams der = dh_params("2048.der");
  CHECK(der.encoding == DhEncoding::der);
  CHECK(der.p == dh_params("ffdhe2048.pem").p);
}

TEST_CASE("dh params: a byte order mark, comments and CRLF change nothing", "[core][dh]") {
  CHECK(dh_params("crlf.pem").p == dh_params("ffdhe2048.pem").p);
  CHECK(dh_params("crlf.pem").block_before.empty());
}

TEST_CASE("dh params: X9.42 is known by its label and has the order q", "[core][dh]") {
  const DhParams params = dh_params("x942.pem");
  CHECK(params.form == DhForm::x942);
  CHECK(bit_length(params.q) >= 160);
  CHECK(params.label_fits);
}

TEST_CASE("dh params: a label that is not of the form inside is noticed", "[core][dh]") {
  CHECK(dh_params("x942-under-dh.pem").form == DhForm::x942);
  CHECK_FALSE(dh_params("x942-under-dh.pem").label_fits);
  CHECK(dh_params("dh-under-x942.pem").form == DhForm::pkcs3);
  CHECK_FALSE(dh_params("dh-under-x942.pem").label_fits);
}

TEST_CASE("dh params: a block that stands before is named", "[core][dh]") {
  CHECK(dh_params("after-key.pem").block_before == "PRIVATE KEY");
  CHECK(bit_length(dh_params("after-key.pem").p) == 2048);
}

TEST_CASE("dh params: the length of exponents is read", "[core][dh]") {
  CHECK(dh_params("exponent-100.pem").exponent_bits == 100);
  CHECK(dh_params("exponent-200.pem").exponent_bits == 200);
}

TEST_CASE("dh params: zero has no bytes and no bits", "[core][dh]") {
  CHECK(dh_params("zero.pem").p.empty());
  CHECK(bit_length("") == 0);
  CHECK(bit_length("\x01") == 1);
  CHECK(bit_length("\x7f\xff") == 15);
}

TEST_CASE("dh params: other files are refused by what they are", "[core][dh]") {
  CHECK(refusal(dh_file("key.pem")).message ==
        "no DH parameters in it; the first PEM block is \"PRIVATE KEY\"");
  CHECK(refusal(dh_file("dsa.pem")).message ==
        "no DH parameters in it; the first PEM block is \"DSA PARAMETERS\"");
  CHECK(refusal(dh_file("key.der")).id == "dh-missing");
  CHECK(refusal(dh_file("text.pem")).id == "file-unrecognised");
  CHECK(refusal("").id == "file-empty");
  CHECK(refusal(std::string(100000, '\0')).id == "file-nul-bytes");
  CHECK(refusal("<!DOCTYPE html><html>404</html>").id == "file-html");
}

TEST_CASE("dh params: a damaged block is refused as damaged", "[core][dh]") {
  CHECK(refusal(dh_file("cut.pem")).id == "dh-damaged");
  CHECK(refusal(dh_file("negative.pem")).id == "dh-damaged");
  CHECK(refusal("-----BEGIN DH PARAMETERS-----\nMAA=\n-----END DH PARAMETERS-----\n").id ==
        "dh-damaged");
  CHECK(refusal("-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n").id ==
        "dh-damaged");
  CHECK(refusal("-----BEGIN DH PARAMETERS-----\n!!!!\n-----END DH PARAMETERS-----\n").id ==
        "dh-damaged");
}
