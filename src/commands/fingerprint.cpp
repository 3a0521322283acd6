// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "commands/commands.hpp"
#include "commands/context.hpp"
#include "commands/fingerprint_digest.hpp"
#include "commands/fingerprint_sources.hpp"
#include "core/error.hpp"
#include "core/fingerprint.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "crypto/digests.hpp"

namespace postseal {
namespace {

enum class Of { certificate, public_key, both };
enum class Format { text, policy, match, access, tlsa, pin };

struct Options {
  std::vector<std::string> sources{};
  std::optional<Digest> digest{};
  Of of = Of::both;
  Format format = Format::text;
  std::string format_name = "text";
  std::string nexthop{};
  bool implicit = false;
};

struct Seen {
  Digest digest = Digest::sha256;
  std::vector<Printed> items{};
};

bool is_one_of(Format format, std::initializer_list<Format> formats) {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

Error usage(const char* id, const std::string& option, std::string message, std::string hint) {
  return {Fault::usage,
          {.id = id, .subject = option, .message = std::move(message), .hint = std::move(hint)}};
}

// What a lookup key of a policy table cannot hold: blanks end it, "#" at its start is a comment.
bool is_lookup_key(const std::string& text) {
  return !text.empty() && text.front() != '#' && text == escaped(text) &&
         text.find_first_of(" \t,") == std::string::npos;
}

void check(const Options& options) {
  if (options.format == Format::policy && options.nexthop.empty())
    throw usage("option-missing", "--nexthop", "missing",
                "a policy line begins with the next hop, as the mail is routed: --nexthop "
                "example.net or --nexthop [mx.example.net]:25");
  if (options.format != Format::policy && !options.nexthop.empty())
    throw usage("option-unused", "--nexthop", "means something with --format policy only",
                "leave it out, or add --format policy");
  if (!options.nexthop.empty() && !is_lookup_key(options.nexthop))
    throw usage("value-invalid", "--nexthop",
                fmt::format("\"{}\" cannot be the key of a table", options.nexthop),
                "give it without blanks, commas and control characters");
  if (!is_one_of(options.format, {Format::tlsa, Format::pin})) return;
  if (options.digest.value_or(Digest::sha256) != Digest::sha256)
    throw usage("option-unused", "--digest",
                fmt::format("--format {} is always sha256", options.format_name),
                "leave --digest out");
  if (options.of == Of::certificate)
    throw usage("option-unused", "--of",
                fmt::format("--format {} is always of the public key", options.format_name),
                "leave --of out");
}

void check_standard_input(const Options& options, const Globals& globals) {
  const auto& sources = options.sources;
  const bool read = sources.empty() || std::count(sources.begin(), sources.end(), "-") > 0;
  if (read && globals.passphrase_file == "-")
    throw usage("stdin-taken", "--passphrase-file",
                "standard input cannot be both source and passphrase",
                "put one of the two in a file");
  if (std::count(sources.begin(), sources.end(), "-") > 1)
    throw usage("stdin-taken", "SOURCE", "standard input can be read once only", "give - once");
}

Seen observe(const Options& options, Context& context) {
  Seen seen{.digest = options.digest.value_or(Digest::sha256)};
  if (!options.digest && is_one_of(options.format, {Format::policy, Format::match}))
    seen.digest = configured_digest(context, "smtp_tls_fingerprint_digest");
  if (!options.digest && options.format == Format::access)
    seen.digest = configured_digest(context, "smtpd_tls_fingerprint_digest");

  const bool keys_only = is_one_of(options.format, {Format::tlsa, Format::pin});
  const Hasher hasher(seen.digest);
  seen.items = printed(options.sources, context,
                       {.hasher = hasher,
                        .certificate = options.of != Of::public_key && !keys_only,
                        .public_key = options.of != Of::certificate || keys_only,
                        .names = options.format != Format::text,
                        .implicit = options.implicit});
  return seen;
}

std::vector<Print> take_prints(Seen&& seen) {
  std::vector<Print> prints;
  prints.reserve(seen.items.size());
  for (Printed& item : seen.items) prints.push_back(std::move(item.print));
  return prints;
}

std::vector<std::string> lines_of(const Options& options, const std::vector<Print>& prints) {
  std::vector<std::string> lines;
  const std::vector<std::string> fingerprints = fingerprints_of(prints);
  if (fingerprints.empty())
    throw Error(Fault::input,
                {.id = "pin-missing",
                 .subject = fmt::format("--format {}", options.format_name),
                 .message = "there is no fingerprint of this kind in what was given",
                 .hint = "a key or request has no fingerprint of a certificate: leave --of out"});
  if (options.format == Format::policy) return {policy_line(options.nexthop, fingerprints)};
  for (const std::string& fingerprint : fingerprints)
    lines.push_back(options.format == Format::match    ? "match=" + fingerprint
                    : options.format == Format::access ? access_line(fingerprint)
                    : options.format == Format::tlsa   ? tlsa_data(fingerprint)
                                                       : base64_pin(fingerprint));
  return lines;
}

// The document costs more than the fingerprints: it is made for those who asked for it.
Answer answer_of(const Options& options, Seen&& seen, const std::vector<std::string>& lines,
                 const Globals& globals) {
  const Digest digest = seen.digest;
  const std::vector<Print> prints = take_prints(std::move(seen));
  if (!globals.json && options.format == Format::text) return {.text = text_of(prints, digest)};
  if (!globals.json) return {.text = fmt::format("{}\n", fmt::join(lines, "\n"))};
  Json result = json_of(prints, digest);
  if (options.format != Format::text) result["lines"] = lines;
  return {.result = shared(std::move(result))};
}

Planned plan(const Options& options, Context& context) {
  check(options);
  check_standard_input(options, context.globals());
  Seen seen = observe(options, context);
  std::vector<std::string> lines;
  if (options.format != Format::text)
    lines = lines_of(options, without_issuers(seen.items, context));
  Answer answer = answer_of(options, std::move(seen), lines, context.globals());
  return {.answer = [answer = std::move(answer)](const Applied&) { return answer; }};
}

constexpr std::array formats{"text", "policy", "match", "access", "tlsa", "pin"};
constexpr std::array parts{"certificate", "public-key", "both"};

template <typename Enum, std::size_t size>
Enum chosen(const std::array<const char*, size>& names, const std::string& text) {
  return static_cast<Enum>(std::find(names.begin(), names.end(), text) - names.begin());
}

std::vector<Flag> flags(const std::shared_ptr<Options>& options) {
  return {
      {.name = "--digest",
       .value = "DIGEST",
       .help = "default: sha256; for a table what main.cf says",
       .choices = {"md5", "sha1", "sha256", "sha384", "sha512"},
       .set = [=](const std::string& text) { options->digest = find_digest(text); }},
      {.name = "--of",
       .value = "PART",
       .help = "of the certificate, of its public key, or both (default)",
       .choices = {parts.begin(), parts.end()},
       .set = [=](const std::string& text) { options->of = chosen<Of>(parts, text); }},
      {.name = "--format",
       .value = "FORMAT",
       .help = "for people, or a line for a table or record",
       .choices = {formats.begin(), formats.end()},
       .set =
           [=](const std::string& text) {
             options->format = chosen<Format>(formats, text);
             options->format_name = text;
           }},
      {.name = "--nexthop",
       .value = "NAME",
       .help = "next hop of the policy line, as mail is routed",
       .set = [=](const std::string& text) { options->nexthop = text; }},
      {.name = "--implicit",
       .help = "hosts: TLS at once, as on port 465, instead of STARTTLS",
       .set = [=](const std::string&) { options->implicit = true; }},
  };
}

}  // namespace

Command fingerprint_command() {
  const auto options = std::make_shared<Options>();
  return {
      .description =
          "Prints the fingerprints of certificates and of their public keys, as Postfix computes "
          "them. A source is a file with certificates, a key, a request or a PKCS#12 bundle, a "
          "directory (searched in name order, one item per certificate and per key without one), "
          "or - for standard input, which is also read when no source is named. What is no file "
          "and "
          "reads like a host (mx.example.net, mx.example.net:587, [192.0.2.1]:smtp) is one: it is "
          "asked by STARTTLS, on port 465 by TLS at once, for its RSA and its ECDSA certificate. "
          "Nothing it shows is verified: see that it is the right server before you pin it.\n\n"
          "A public key's fingerprint survives a renewal with the same key. --format policy writes "
          "a line of smtp_tls_policy_maps, match only its match= attributes, access lines of "
          "relay_clientcerts and check_ccert_access: their digest is the one that main.cf names in "
          "smtp_tls_fingerprint_digest or smtpd_tls_fingerprint_digest. tlsa writes the data of "
          "TLSA records (3 1 1), pin base64. These leave out the issuers of other certificates "
          "that were given, and what is there twice.",
      .flags = flags(options),
      .arguments = {{.name = "SOURCE",
                     .help = "file, directory, HOST[:PORT] or -",
                     .most = -1,
                     .completes = Completes::file,
                     .set = [=](const std::string& text) { options->sources.push_back(text); }}},
      .examples = {{.command = "postseal fingerprint /etc/postfix/tls/mail.example.com.pem",
                    .help = "both fingerprints of every certificate in a file"},
                   {.command = "postseal fingerprint --format policy --nexthop example.net mx.crt",
                    .help = "a line for the policy table that pins a server"},
                   {.command = "postseal fingerprint mx.example.net:25",
                    .help = "what a server shows"},
                   {.command = "postseal fingerprint --format access client.crt",
                    .help = "lines for relay_clientcerts"}},
      .looks = true,
      .plan = [=](Context& context) { return plan(*options, context); },
  };
}

}  // namespace postseal
