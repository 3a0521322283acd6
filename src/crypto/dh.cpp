// SPDX-License-Identifier: MIT
#include "crypto/dh.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <string>

#include "crypto/openssl.hpp"

namespace postseal {
namespace {

using ParamBuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using ParamsHandle = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;

constexpr unsigned long generator = 2;

PkeyCtxHandle dh_context() {
  return require(PkeyCtxHandle(EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr)), "starting DH");
}

std::string pem_of(EVP_PKEY* params) {
  const BioHandle bio = memory_bio();
  require(PEM_write_bio_Parameters(bio.get(), params), "writing DH parameters");
  return std::string(written(bio));
}

// "modp_2048", where we and RFC 3526 have no underscore.
std::string openssl_name(DhGroup group) {
  std::string name(name_of(group));
  if (name.starts_with("modp")) name.insert(4, "_");
  return name;
}

}  // namespace

std::string dh_pem_of(DhGroup group) {
  const PkeyCtxHandle context = dh_context();
  require(EVP_PKEY_paramgen_init(context.get()), "starting DH");
  const std::string name = openssl_name(group);
  require(EVP_PKEY_CTX_set_group_name(context.get(), name.c_str()), "naming the DH group");
  EVP_PKEY* made = nullptr;
  require(EVP_PKEY_paramgen(context.get(), &made), "making DH parameters");
  const PkeyHandle params(made);
  return pem_of(params.get());
}

std::string dh_pem_of(const SafePrime& prime) {
  const BignumHandle p =
      require(BignumHandle(BN_bin2bn(bytes_of(prime.p), static_cast<int>(prime.p.size()), nullptr)),
              "reading a prime");
  const ParamBuilderHandle builder =
      require(ParamBuilderHandle(OSSL_PARAM_BLD_new()), "making DH parameters");
  require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_P, p.get()),
          "making DH parameters");
  const BignumHandle g = require(BignumHandle(BN_new()), "making DH parameters");
  require(BN_set_word(g.get(), generator), "making DH parameters");
  require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_FFC_G, g.get()),
          "making DH parameters");
  const ParamsHandle numbers =
      require(ParamsHandle(OSSL_PARAM_BLD_to_param(builder.get())), "making DH parameters");

  const PkeyCtxHandle context = dh_context();
  require(EVP_PKEY_fromdata_init(context.get()), "starting DH");
  EVP_PKEY* made = nullptr;
  require(EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEY_PARAMETERS, numbers.get()),
          "making DH parameters");
  const PkeyHandle params(made);
  return pem_of(params.get());
}

}  // namespace postseal
