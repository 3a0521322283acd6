// SPDX-License-Identifier: MIT
#pragma once

// The commands that make keys and certificates, and a machine in memory for them.

#include "commands/commands.hpp"
#include "commands/material_files.hpp"
#include "fixture.hpp"
#include "memory_host.hpp"

namespace postseal::test {

inline Command key_new(const std::string& type = "ec:p256") {
  Command command = key_new_command();
  give(command, "--out", "/mx.key");
  give(command, "--type", type);
  return command;
}

inline Command self_signed(const std::string& name = "mx.example.org") {
  Command command = cert_self_signed_command();
  give(command, name);
  give(command, "--out", "/mx.crt");
  give(command, "--key-out", "/mx.key");
  return command;
}

inline Command csr() {
  Command command = cert_csr_command();
  give(command, "mx.example.org");
  give(command, "--out", "/mx.csr");
  give(command, "--key", "/keys/rsa.key");
  return command;
}

inline Command convert() {
  Command command = key_convert_command();
  give(command, "/keys/pkcs1.pem");
  give(command, "--out", "/converted.key");
  return command;
}

inline Command renew() {
  Command command = cert_renew_command();
  give(command, "/mx.crt");
  give(command, "--key", "/mx.key");
  return command;
}

inline Command rotate() {
  Command command = key_rotate_command();
  give(command, "/mx.crt");
  give(command, "--key", "/mx.key");
  return command;
}

inline Command ca_new() {
  Command command = ca_new_command();
  give(command, "Example CA");
  give(command, "--dir", "/ca");
  give(command, "--permit", "example.org");
  return command;
}

inline Command ca_issue() {
  Command command = ca_issue_command();
  give(command, "relay.example.org");
  give(command, "--ca", "/ca");
  give(command, "--out", "/relay.crt");
  give(command, "--key-out", "/relay.key");
  return command;
}

inline MemoryHost machine() {
  MemoryHost host;
  host.add_directory("/keys");
  host.files["/keys/rsa.key"] = {.bytes = test::fixture("keys/rsa.key"), .mode = 0600};
  host.files["/keys/pkcs1.pem"] = {.bytes = test::fixture("forms/pkcs1.pem"), .mode = 0600};
  return host;
}

// A year later, so that there is something to renew.
inline void with_old_certificate(MemoryHost& host) {
  (void)carry_out(self_signed(), host);
  host.clock += std::chrono::days(365);
}

using Contents = std::map<std::string, std::pair<std::string, std::uint32_t>>;

inline Contents contents_of(const MemoryHost& host) {
  Contents contents;
  for (const auto& [path, file] : host.files) contents[path] = {file.bytes, file.mode};
  return contents;
}

template <typename Use>
inline std::string id_thrown(Use use) {
  try {
    use();
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "";
}

inline Certificate certificate_at(const MemoryHost& host, const std::string& path) {
  return certificates_of(read_material(path, host.files.at(path).bytes)).front();
}

}  // namespace postseal::test
