// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace postseal {

// How Postfix reads keys and certificates (its tls_certkey.c, the same from 3.4 to 3.12) and what
// libssl then keeps, as a pure function of what the files hold. crypto/pem_objects.hpp fills in
// the files; the log lines are Postfix's own.

enum class PemKind { key, certificate, other };

// One PEM object as the loader sees it.
struct LoaderObject {
  PemKind kind = PemKind::other;  // by its label alone
  std::string label{};            // "EC PRIVATE KEY"
  int line = 0;                   // of its BEGIN line
  bool encrypted = false;         // a private key that needs a passphrase
  bool decodes = false;           // keys and certificates: the DER was understood
  bool excess = false;            // and bytes follow it
  std::string slot{};  // where libssl keeps it: "RSA", "RSA-PSS", "DSA", "ECDSA", ...; empty: none
  std::string public_key{};  // equal texts: a key and its certificate
};

// One file, or the reason why it could not be opened.
struct LoaderFile {
  std::string name{};  // as main.cf spells it
  std::vector<LoaderObject> objects{};
  bool ends_well = true;                    // false: reading stopped at an error
  int end_line = 0;                         // where it stopped
  std::string end_reason{};                 // OpenSSL's word for that error
  std::optional<std::string> open_error{};  // "No such file or directory"
};

// The third object of the second file is {1, 2}.
struct ObjectPlace {
  std::size_t file = 0;
  std::size_t object = 0;
  friend bool operator==(const ObjectPlace&, const ObjectPlace&) = default;
};

// One chain that libssl holds: there is one for each slot.
struct LoadedChain {
  std::string slot{};
  ObjectPlace key{};
  ObjectPlace leaf{};
  std::vector<ObjectPlace> issuers{};  // in file order; nothing is sorted or verified
};

// works: TLS without a word; warns: TLS, and a warning; fails: STARTTLS is answered, but there is
// no certificate to show; off: 454 to everyone.
enum class TlsOutcome { works, warns, fails, off };

// Why a load ended. `none`: it did not.
enum class LoadFault {
  none,
  unopenable,           // a file could not be opened
  damaged,              // PEM that could not be read to its end
  nothing,              // no key and no certificate
  key_not_first,        // a certificate before any key
  key_missing,          // one file for both (legacy), without a key
  key_unreadable,       // a key that does not decode, or is encrypted
  certificate_missing,  // a key, then nothing; or two keys in a row
  certificate_unreadable,
  excess_data,  // bytes after the DER of an object
  mismatch,     // the certificate after the key is not for it
  slot_taken,   // a second chain of one algorithm
  unsupported,  // libssl has no use for this kind of key
};

struct LoadResult {
  TlsOutcome outcome = TlsOutcome::works;
  std::vector<std::string> log{};  // "warning: ..."; without the "TLS library problem" lines
  std::string library_reason{};    // what those lines say last: "not replacing certificate"
  LoadFault fault = LoadFault::none;
  ObjectPlace place{};                 // of the fault; object past the end: the end of the file
  std::vector<ObjectPlace> ignored{};  // objects that were skipped with a warning
  std::vector<LoadedChain> chains{};   // empty when off
};

// smtpd_tls_chain_files = VALUE, split into FILES (Postfix 3.4 and later): one list of objects,
// however it is cut into files.
[[nodiscard]] LoadResult load_chain_files(const std::string& value,
                                          const std::vector<LoaderFile>& files);

// smtpd_tls_cert_file and its key file, or the pair of another algorithm. `key` absent: both are
// the same file, and Postfix 3.4 and later read it once, key and certificates in any order.
struct LegacyPair {
  std::string family{"RSA"};        // of the parameter, not of the key: "RSA", "DSA" or "ECDSA"
  LoaderFile certificate{};         // separate files: certificate_file() of crypto/pem_objects.hpp
  std::optional<LoaderFile> key{};  // key_file() of it
};

// The legacy parameters, in the order Postfix reads them: RSA, DSA, ECDSA. File 2*N in a place is
// the certificate file of pair N, 2*N+1 its key file.
[[nodiscard]] LoadResult load_legacy(const std::vector<LegacyPair>& pairs);

// "works", "warns", "fails", "off".
[[nodiscard]] std::string name_of(TlsOutcome outcome);

}  // namespace postseal
