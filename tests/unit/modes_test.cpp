// SPDX-License-Identifier: MIT
#include "core/modes.hpp"

#include <catch2/catch.hpp>

#include "dh_fixture.hpp"

using namespace postseal;
using test::dh_file;

namespace {

AccessSeen root_has(std::uint32_t mode) { return {.mode = mode, .owner = "root", .group = "root"}; }

AccessSeen group_has(std::uint32_t mode, const std::string& group) {
  return {.mode = mode, .gid = 108, .owner = "root", .group = group};
}

std::string verdict(ContentKind kind, const AccessSeen& seen, const ModeRules& rules = {}) {
  std::string all;
  for (const Finding& finding : judge_access("/f", kind, seen, rules))
    all += (all.empty() ? "" : " ") + finding.id +
           (finding.severity == Severity::error     ? "!"
            : finding.severity == Severity::warning ? "?"
                                                    : ".");
  return all;
}

}  // namespace

TEST_CASE("modes: keys of mode 0600 and 0400 are good", "[modes]") {
  for (const std::uint32_t mode : {0600U, 0400U}) {
    CHECK(verdict(ContentKind::key, group_has(mode, "postfix")).empty());
    CHECK(wanted_access(ContentKind::key, root_has(mode), {}).mode == mode);
  }
}

TEST_CASE("modes: keys of mode 0640 and 0440 are good for root, ssl-cert and --group", "[modes]") {
  for (const std::uint32_t mode : {0640U, 0440U}) {
    CHECK(verdict(ContentKind::key, root_has(mode)).empty());
    CHECK(verdict(ContentKind::key, group_has(mode, "ssl-cert")).empty());
    CHECK(verdict(ContentKind::key, group_has(mode, "tls"), {.group = "tls"}).empty());
    CHECK(verdict(ContentKind::key, group_has(mode, "108"), {.group = "108"}).empty());
    CHECK(verdict(ContentKind::key, group_has(mode, "postfix")) == "key-group-readable?");
    CHECK(wanted_access(ContentKind::key, group_has(mode, "ssl-cert"), {}).mode == mode);
    CHECK(wanted_access(ContentKind::key, group_has(mode, "postfix"), {}).mode == 0600);
  }
}

TEST_CASE("modes: a key that others can read or change is an error", "[modes]") {
  for (const std::uint32_t mode : {0644U, 0604U, 0602U, 0666U, 0777U}) {
    CHECK(verdict(ContentKind::key, root_has(mode)) == "key-world-readable!");
    CHECK(wanted_access(ContentKind::key, root_has(mode), {}).mode == 0600);
  }
}

TEST_CASE("modes: a key that its group can change is a warning", "[modes]") {
  CHECK(verdict(ContentKind::key, root_has(0660)) == "key-group-writable?");
  CHECK(verdict(ContentKind::key, group_has(0620, "ssl-cert")) == "key-group-writable?");
}

TEST_CASE("modes: a key belongs to root, to the caller or to --owner", "[modes]") {
  const AccessSeen foreign{.mode = 0600, .uid = 101, .owner = "postfix", .group = "root"};
  CHECK(verdict(ContentKind::key, foreign) == "key-foreign-owner?");
  CHECK(verdict(ContentKind::key, foreign, {.caller_uid = 101}).empty());
  CHECK(verdict(ContentKind::key, foreign, {.owner = "postfix"}).empty());
  CHECK(verdict(ContentKind::material, foreign) == "cert-not-readable.");
  CHECK(wanted_access(ContentKind::key, foreign, {}).owner.empty());
  CHECK(wanted_access(ContentKind::key, foreign, {.owner = "root"}).owner == "root");
}

TEST_CASE("modes: an index of keys is as secret as they are, its source gives it its mode",
          "[modes]") {
  CHECK(verdict(ContentKind::index_of_keys, root_has(0644)) == "sni-map-readable!");
  CHECK(verdict(ContentKind::source_of_keys, root_has(0644)) == "sni-map-readable?");
  CHECK(verdict(ContentKind::index_of_keys, root_has(0600)).empty());
  CHECK(wanted_access(ContentKind::source_of_keys, root_has(0644), {}).mode == 0600);
}

TEST_CASE("modes: certificates are for all to read and for nobody to change", "[modes]") {
  CHECK(verdict(ContentKind::material, root_has(0644)).empty());
  CHECK(verdict(ContentKind::material, root_has(0444)).empty());
  CHECK(verdict(ContentKind::material, root_has(0664)).empty());
  CHECK(verdict(ContentKind::material, group_has(0664, "users")) == "cert-writable?");
  CHECK(verdict(ContentKind::material, root_has(0666)) == "cert-writable!");
  CHECK(verdict(ContentKind::material, root_has(0640)) == "cert-not-readable.");
  CHECK(wanted_access(ContentKind::material, root_has(0640), {}).mode == 0644);
  CHECK(wanted_access(ContentKind::material, root_has(0444), {}).mode == 0444);
}

TEST_CASE("modes: a mode that is asked for is given, good or not", "[modes]") {
  CHECK(wanted_access(ContentKind::key, root_has(0600), {.key_mode = 0640}).mode == 0640);
  CHECK(wanted_access(ContentKind::material, root_has(0644), {.cert_mode = 0444}).mode == 0444);
}

TEST_CASE("modes: what holds nothing of ours is left alone whatever is asked for", "[modes]") {
  CHECK(verdict(ContentKind::other, root_has(0666)).empty());
  const ModeRules rules{.key_mode = 0600, .cert_mode = 0644, .owner = "a", .group = "b"};
  CHECK(wanted_access(ContentKind::other, root_has(0666), rules) == Access{.mode = 0666});
}

TEST_CASE("modes: what a file is follows from what is in it", "[modes]") {
  CHECK(content_kind_of(dh_file("key.pem")) == ContentKind::key);
  CHECK(content_kind_of(dh_file("key.der")) == ContentKind::key);
  CHECK(content_kind_of(dh_file("after-key.pem")) == ContentKind::key);
  CHECK(content_kind_of(dh_file("ffdhe2048.pem")) == ContentKind::material);
  CHECK(content_kind_of(dh_file("2048.der")) == ContentKind::material);
  CHECK(content_kind_of("root:*:19000:0:99999:7:::\n") == ContentKind::other);
  CHECK(content_kind_of("") == ContentKind::other);
  CHECK(content_kind_of(std::string("\0\0page", 6) + "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t") ==
        ContentKind::index_of_keys);
}

TEST_CASE("modes: a secret of another program is not opened to everyone", "[modes]") {
  CHECK(content_kind_of("-----BEGIN PGP PRIVATE KEY BLOCK-----\nAAAA\n") == ContentKind::key);
  CHECK(content_kind_of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
                        "-----BEGIN OpenVPN Static key V1-----\nAAAA\n") == ContentKind::other);
}

TEST_CASE("modes: directories that others can write are found, sticky ones are good", "[modes]") {
  CHECK_FALSE(judge_directory("/d", root_has(0755)));
  CHECK_FALSE(judge_directory("/d", root_has(0775)));
  CHECK_FALSE(judge_directory("/tmp", root_has(01777)));
  CHECK(judge_directory("/d", root_has(0777)).value().severity == Severity::error);
  CHECK(judge_directory("/d", group_has(0775, "users")).value().severity == Severity::warning);
  CHECK(judge_directory("/d", root_has(0777)).value().id == "parent-writable");
}

TEST_CASE("modes: what restorecon would do is read from its words", "[modes]") {
  const auto found = relabels_in(
      "Would relabel /etc/postfix/tls/a from b.pem from unconfined_u:object_r:user_home_t:s0 to "
      "system_u:object_r:postfix_etc_t:s0\nother words\nWould relabel\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "/etc/postfix/tls/a from b.pem");
  CHECK(found[0].before == "unconfined_u:object_r:user_home_t:s0");
  CHECK(found[0].after == "system_u:object_r:postfix_etc_t:s0");
}
