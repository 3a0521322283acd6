// SPDX-License-Identifier: MIT
#include "core/snippet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/dh_advice.hpp"
#include "core/error.hpp"
#include "core/parameters.hpp"
#include "core/snippet_parts.hpp"
#include "core/snippet_protocols.hpp"
#include "core/text.hpp"

namespace postseal {
namespace {

constexpr PostfixVersion with_tickets{2, 11, 0};

// Collects the lines of one snippet.
class Maker {
 public:
  explicit Maker(const SnippetWish& wish) : wish_(wish) {}

  Snippet make() {
    const bool all = wish_.role == SnippetRole::all;
    if (all || wish_.role == SnippetRole::server) add_server();
    if (all || wish_.role == SnippetRole::client) add_client();
    if (all || wish_.role == SnippetRole::master) snippet_.services = submission_services(wish_);
    return std::move(snippet_);
  }

 private:
  void add_server();
  void add_client();
  void add_material(std::string_view daemon, const std::vector<MaterialFile>& files);
  void add_protocols(std::string_view daemon);
  void add_digest(std::string_view daemon);
  void add_cache(std::string_view daemon);
  void add_dh();

  void add(SnippetParameter parameter) { snippet_.parameters.push_back(std::move(parameter)); }
  void note(std::string text) {
    auto& notes = snippet_.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end())
      notes.push_back(std::move(text));
  }
  bool knows(std::string_view name) const { return known(name, wish_.version); }

  const SnippetWish& wish_;
  Snippet snippet_{};
};

void Maker::add_server() {
  add_material("smtpd", wish_.server);
  add({.name = "smtpd_tls_security_level",
       .value = "may",
       .reason = "offers TLS to every client; a server in the MX must take mail without it too",
       .yields = true});
  add({.name = "smtpd_tls_auth_only",
       .value = "yes",
       .reason = "passwords are taken inside TLS only"});
  add_protocols("smtpd");
  add_dh();
  add_digest("smtpd");
  if (wish_.version < with_tickets) add_cache("smtpd");
  add({.name = "smtpd_tls_loglevel",
       .value = "1",
       .reason = "a log line per handshake: protocol, cipher, who was trusted",
       .yields = true});
}

void Maker::add_client() {
  if (!wish_.client.empty()) add_material("smtp", wish_.client);
  add({.name = "smtp_tls_security_level",
       .value = "may",
       .reason = "encrypts to every server that can; the policy table asks for more where it must",
       .yields = true});
  if (wish_.ca_file) {
    require_usable_path(*wish_.ca_file, "--ca-file");
    add({.name = "smtp_tls_CAfile",
         .value = *wish_.ca_file,
         .reason = "whom to trust: a file is read before chroot, a CApath would be looked for "
                   "inside",
         .yields = true});
  } else {
    note("no bundle of public CAs was found: without smtp_tls_CAfile every server is untrusted");
  }
  add_protocols("smtp");
  add_digest("smtp");
  add_cache("smtp");
  add({.name = "smtp_tls_loglevel",
       .value = "1",
       .reason = "a log line per handshake: protocol, cipher, who was trusted",
       .yields = true});
}

void Maker::add_material(std::string_view daemon, const std::vector<MaterialFile>& files) {
  Snippet lines = material_lines(daemon, files, wish_.version);
  for (SnippetParameter& parameter : lines.parameters) add(std::move(parameter));
  for (std::string& text : lines.notes) note(std::move(text));
}

void Maker::add_protocols(std::string_view daemon) {
  const TlsFloor wanted = wish_.profile == Profile::old            ? TlsFloor::tls1_0
                          : wish_.profile == Profile::intermediate ? TlsFloor::tls1_2
                                                                   : TlsFloor::tls1_3;
  const TlsFloor floor = possible_floor(wanted, wish_.version);
  if (floor != wanted)
    note(fmt::format("Postfix {} cannot be asked for {} and above: it gets {}",
                     text_of(wish_.version), name_of(wanted), name_of(floor)));
  const std::string_view where =
      daemon == "smtpd" ? "where clients must use TLS (465, 587)" : "where a policy demands TLS";
  add({.name = fmt::format("{}_tls_mandatory_protocols", daemon),
       .value = protocols_from(floor, wish_.version),
       .reason = fmt::format("{}: {} and above, profile {}", where, name_of(floor),
                             name_of(wish_.profile))});
  const std::string opportunistic = fmt::format("{}_tls_protocols", daemon);
  if (wish_.profile != Profile::modern || !knows(opportunistic)) return;
  const TlsFloor least = possible_floor(TlsFloor::tls1_2, wish_.version);
  add({.name = opportunistic,
       .value = protocols_from(least, wish_.version),
       .reason = fmt::format("where TLS is a choice: {} and above, profile modern; others get no "
                             "TLS at all",
                             name_of(least))});
}

// The default is md5 before 3.6, and later for a site that asks for old behaviour. SHA-2 is
// certain to be registered with OpenSSL from 2.11 on only, and a digest that is not turns TLS off.
void Maker::add_digest(std::string_view daemon) {
  const std::string name = fmt::format("{}_tls_fingerprint_digest", daemon);
  const bool is_good_by_default = wish_.version >= PostfixVersion{3, 6, 0} &&
                                  wish_.compatibility_level &&
                                  *wish_.compatibility_level >= CompatibilityLevel{3, 6, 0};
  if (!knows(name) || is_good_by_default) return;
  const bool has_sha2 = wish_.version >= with_tickets;
  add({.name = name,
       .value = has_sha2 ? "sha256" : "sha1",
       .reason = has_sha2
                     ? "fingerprints are compared as SHA-256; the default may be MD5"
                     : "fingerprints are compared as SHA-1, the best that is sure to be there; "
                       "the default is MD5",
       .yields = true});
}

void Maker::add_cache(std::string_view daemon) {
  std::string_view type = "btree";
  if (wish_.version >= PostfixVersion{3, 11, 0}) type = "${default_cache_db_type}";
  if (!wish_.cache_type.empty()) type = wish_.cache_type;
  const std::string_view directory =
      wish_.version >= PostfixVersion{2, 5, 0} ? "${data_directory}" : "${queue_directory}";
  add({.name = fmt::format("{}_tls_session_cache_database", daemon),
       .value = fmt::format("{}:{}/{}_scache", type, directory, daemon),
       .reason = "sessions are resumed: fewer full handshakes with those one talks to often",
       .yields = true});
}

void Maker::add_dh() {
  if (!wish_.dh_file) {
    if (advise_dh(wish_.version).file_needed)
      note(
          fmt::format("Postfix {} without a file of DH parameters uses a group of {} bits, which "
                      "clients refuse: make one with `postseal dh new`",
                      text_of(wish_.version), advise_dh(wish_.version).builtin_bits));
    return;
  }
  require_usable_path(*wish_.dh_file, "--dh");
  if (deprecated(dh_parameter, wish_.version)) {
    note(fmt::format("Postfix {} warns about {}: {} is left out", text_of(wish_.version),
                     dh_parameter, *wish_.dh_file));
    return;
  }
  add({.name = std::string(dh_parameter),
       .value = *wish_.dh_file,
       .reason = "the Diffie-Hellman group, of any size in spite of the name"});
}

}  // namespace

Profile parse_profile(std::string_view text, std::string_view option) {
  for (const Profile profile : {Profile::old, Profile::intermediate, Profile::modern})
    if (text == name_of(profile)) return profile;
  throw Error(Fault::usage, {.id = "profile-unknown",
                             .subject = std::string(option),
                             .message = fmt::format("unknown profile \"{}\"", escaped(text)),
                             .hint = "use old, intermediate or modern"});
}

SnippetRole parse_snippet_role(std::string_view text) {
  if (text == "server") return SnippetRole::server;
  if (text == "client") return SnippetRole::client;
  if (text == "master") return SnippetRole::master;
  if (text == "all") return SnippetRole::all;
  throw Error(Fault::usage, {.id = "role-unknown",
                             .subject = "snippet",
                             .message = fmt::format("unknown part \"{}\"", escaped(text)),
                             .hint = "use server, client, master or all"});
}

std::string_view name_of(Profile profile) {
  switch (profile) {
    case Profile::old:
      return "old";
    case Profile::intermediate:
      return "intermediate";
    case Profile::modern:
      return "modern";
  }
  return "intermediate";
}

Snippet make_snippet(const SnippetWish& wish) { return Maker(wish).make(); }

}  // namespace postseal
