// SPDX-License-Identifier: MIT
// What the benchmarks compare with, and what they work on:
//   bench_peer prints FILE               digest and pin of every certificate, by the X509 API
//   bench_peer pool DIR LEAVES ISSUERS   leaves/*.crt, issuers.pem and root.pem, all of P-256
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

template <auto free_function>
struct FreeWith {
  template <typename T>
  void operator()(T* handle) const noexcept {
    free_function(handle);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

void print(const std::vector<unsigned char>& digest, unsigned int size) {
  for (unsigned int i = 0; i < size; ++i) std::printf(i > 0 ? ":%02X" : "%02X", digest[i]);
  std::putchar('\n');
}

int prints(const char* path) {
  const Bio file(BIO_new_file(path, "r"));
  if (!file) return 1;
  std::vector<unsigned char> digest(EVP_MAX_MD_SIZE);
  unsigned int size = 0;
  while (const Certificate next{PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)}) {
    X509_digest(next.get(), EVP_sha256(), digest.data(), &size);
    print(digest, size);
    unsigned char* spki = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(next.get()), &spki);
    EVP_Digest(spki, static_cast<std::size_t>(length), digest.data(), &size, EVP_sha256(), nullptr);
    OPENSSL_free(spki);
    print(digest, size);
  }
  return 0;
}

struct Issuer {
  Key key{};
  Certificate certificate{};
};

void extend(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension made(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  X509_add_ext(certificate, made.get(), -1);
}

// Signed by ISSUER; null: by itself.
Certificate make(const std::string& name, EVP_PKEY* key, const Issuer* issuer, long serial) {
  Certificate made(X509_new());
  X509* const raw = made.get();
  X509_set_version(raw, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(raw), serial);
  X509_gmtime_adj(X509_getm_notBefore(raw), -86400);
  X509_gmtime_adj(X509_getm_notAfter(raw), 365L * 86400);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509* const above = issuer != nullptr ? issuer->certificate.get() : raw;
  X509_set_issuer_name(raw, X509_get_subject_name(above));
  X509_set_pubkey(raw, key);
  const bool leaf = name.find('.') != std::string::npos;
  extend(raw, above, NID_basic_constraints, leaf ? "critical,CA:FALSE" : "critical,CA:TRUE");
  extend(raw, above, NID_key_usage, leaf ? "critical,digitalSignature" : "critical,keyCertSign");
  extend(raw, above, NID_subject_key_identifier, "hash");
  extend(raw, above, NID_authority_key_identifier, "keyid:always");
  if (leaf) extend(raw, above, NID_subject_alt_name, ("DNS:" + name).c_str());
  X509_sign(raw, issuer != nullptr ? issuer->key.get() : key, EVP_sha256());
  return made;
}

void write(const std::string& path, const char* mode, X509* certificate) {
  const Bio file(BIO_new_file(path.c_str(), mode));
  PEM_write_bio_X509(file.get(), certificate);
}

int pool(const std::string& dir, long leaves, long issuers) {
  std::filesystem::create_directories(dir + "/leaves");
  Issuer root{.key = Key(EVP_EC_gen("P-256"))};
  root.certificate = make("Root", root.key.get(), nullptr, 1);
  write(dir + "/root.pem", "w", root.certificate.get());
  std::vector<Issuer> all;
  for (long i = 0; i < issuers; ++i) {
    Key key(EVP_EC_gen("P-256"));
    Certificate made = make("Issuer " + std::to_string(i), key.get(), &root, 2 + i);
    write(dir + "/issuers.pem", "a", made.get());
    all.push_back({.key = std::move(key), .certificate = std::move(made)});
  }
  const Key key(EVP_EC_gen("P-256"));
  for (long i = 0; i < leaves; ++i) {
    const std::string name = "mx" + std::to_string(i) + ".example.org";
    const Issuer& issuer = all[static_cast<std::size_t>(i % issuers)];
    write(dir + "/leaves/" + name + ".crt", "w", make(name, key.get(), &issuer, i + 1).get());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "prints" && argc == 3) return prints(argv[2]);
  if (mode == "pool" && argc == 5) return pool(argv[2], std::atol(argv[3]), std::atol(argv[4]));
  std::fputs("usage: bench_peer prints FILE | pool DIR LEAVES ISSUERS\n", stderr);
  return 2;
}
