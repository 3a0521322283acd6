// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expand.hpp"
#include "core/main_cf.hpp"
#include "core/master_cf.hpp"

namespace postseal {

enum class ReferenceRole {
  material,    // a file of keys, certificates or DH parameters
  sni_text,    // a table of tls_server_sni_maps that is read as it is: it names files
  sni_source,  // one that postmap -F makes an index of, with the same mode
  sni_index,   // that index: it holds the keys themselves
};

// A file that the configuration of Postfix names.
struct FileReference {
  std::string path{};  // absolute: relative ones are below queue_directory, where daemons run
  ReferenceRole role = ReferenceRole::material;
  std::string from{};   // "smtpd_tls_key_file", "submission/inet: smtpd_tls_key_file"
  bool certain = true;  // false: one of the names that an index may have
};

// The files of keys, certificates, CAs and DH parameters that main.cf names, and the overrides of
// master.cf, in that order. Every TLS parameter of that kind counts, of whatever version. DEFAULTS
// says what a name stands for that main.cf does not set (config_directory, queue_directory, ...).
// Errors: those of expand().
[[nodiscard]] std::vector<FileReference> file_references(const MainCf& main_cf,
                                                         const MasterCf& master_cf,
                                                         const Lookup& defaults);

// What the name of a table's index ends in: ".db" of hash and btree, ".lmdb", ".cdb"; "": the type
// has no index, or not one file.
[[nodiscard]] std::string index_suffix(std::string_view type);

// The PEM files that the text of a tls_server_sni_maps table names. PATH names it in `from`.
[[nodiscard]] std::vector<FileReference> references_in_sni(std::string_view text,
                                                           const std::string& path,
                                                           const std::string& queue_directory);

// The value of a parameter with everything in it replaced; "" if nobody knows it.
[[nodiscard]] std::string value_of(const MainCf& main_cf, const Lookup& defaults,
                                   std::string_view name);

}  // namespace postseal
