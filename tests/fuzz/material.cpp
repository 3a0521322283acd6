// SPDX-License-Identifier: MIT
// Files of keys and certificates, read as postseal reads them and as Postfix does.
#include "crypto/material.hpp"

#include "core/dh_params.hpp"
#include "core/key_content.hpp"
#include "core/load_findings.hpp"
#include "core/pem.hpp"
#include "crypto/pem_objects.hpp"
#include "target.hpp"

namespace postseal::fuzz {
namespace {

void look_at(const Certificate& certificate) {
  report(certificate.subject());
  report(certificate.issuer());
  report(certificate.serial());
  report(certificate.signature_algorithm());
  report(certificate.key().description);
  for (const std::string& name : certificate.common_names()) report(name);
  for (const SubjectName& name : certificate.names()) report(name.text);
  for (const std::string& usage : certificate.extended_key_usage()) report(usage);
  (void)certificate.key_usage();
  (void)certificate.path_length();
  (void)certificate.self_signed();
}

void look_at(const Material& material) {
  for (const Problem& problem : material.problems) report(problem);
  for (const FoundCertificate& found : material.certificates) look_at(found.certificate);
  for (const FoundKey& found : material.keys) {
    report(found.key.description());
    (void)found.key.pkcs8_pem();
  }
  for (const FoundRequest& found : material.requests) {
    report(found.request.subject());
    for (const SubjectName& name : found.request.names()) report(name.text);
  }
  for (const FoundPublicKey& found : material.public_keys) report(found.key.description);
  report(contents_of(material));
}

void read_as_postseal(std::string_view input, const AskPassphrase& ask) {
  try {
    look_at(read_material("input", input, ask));
  } catch (const Error& error) {
    report(error.problem());
  }
}

void look_at(const LoadResult& result, const std::vector<LoaderFile>& files) {
  for (const std::string& line : result.log) report(line);
  report(result.library_reason);
  for (const Finding& finding : findings_of(result, files)) report(finding);
}

void read_as_postfix(std::string_view input) {
  const LoadableFile chain = chain_file("input", input);
  require(chain.certificates.size() == chain.file.objects.size(), "one place per object");
  for (const auto& certificate : chain.certificates)
    if (certificate) look_at(*certificate);
  look_at(load_chain_files("input", {chain.file}), {chain.file});
  const LegacyPair pair{.certificate = certificate_file("input", input).file,
                        .key = key_file("input", input).file};
  look_at(load_legacy({pair}), {pair.certificate, *pair.key});
}

void read_blocks(std::string_view input) {
  PemReader reader(input);
  std::size_t last_line = 0;
  while (const auto block = reader.next()) {
    require(block->line > last_line, "blocks are in their order");
    last_line = block->line;
    (void)bytes_of(*block);
  }
}

}  // namespace

void read(std::string_view input) {
  read_blocks(input);
  (void)holds_private_key(input);
  read_as_postseal(input, {});
  read_as_postseal(input, [](const std::string&) {
    return std::optional(Secret(std::string_view("let me in")));
  });
  read_as_postfix(input);
  try {
    (void)read_dh_params(input, "input");
  } catch (const Error& error) {
    report(error.problem());
  }
}

}  // namespace postseal::fuzz
