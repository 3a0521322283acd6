// SPDX-License-Identifier: MIT
#include "core/tls_services.hpp"

#include <catch2/catch.hpp>

using namespace postseal;

namespace {

std::vector<TlsService> services(const std::string& main_cf, const std::string& master_cf) {
  return tls_services(parse_main_cf(main_cf, "main.cf"), parse_master_cf(master_cf, "master.cf"),
                      [](std::string_view name) -> std::optional<std::string> {
                        if (name == "queue_directory") return "/var/spool/postfix";
                        if (name == "inet_interfaces") return "all";
                        return std::nullopt;
                      });
}

constexpr const char* smtp = "smtp inet n - n - - smtpd\n";

}  // namespace

TEST_CASE("tls services: main.cf counts where master.cf does not override it", "[services]") {
  const auto found = services("smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /a.pem\n",
                              "smtp inet n - n - - smtpd\n"
                              "submissions inet n - n - - smtpd\n -o smtpd_tls_wrappermode=yes\n"
                              " -o smtpd_tls_chain_files=/b.pem\n"
                              "cleanup unix n - n - 0 cleanup\n");

  REQUIRE(found.size() == 2);
  CHECK(found[0].uses("/a.pem"));
  CHECK_FALSE(found[0].uses("/b.pem"));
  CHECK_FALSE(found[0].implicit);
  CHECK(found[1].uses("/b.pem"));
  CHECK(found[1].implicit);
  CHECK(found[1].endpoint == Endpoint{.host = "127.0.0.1", .port = 465});
}

TEST_CASE("tls services: legacy parameters have no effect beside chain files", "[services]") {
  const auto found =
      services("smtpd_tls_chain_files = /a.pem\nsmtpd_tls_cert_file = /c.pem\n", smtp);

  CHECK_FALSE(found.at(0).uses("/c.pem"));
}

TEST_CASE("tls services: a certificate file without a key file holds its key", "[services]") {
  const auto found = services(
      "smtpd_tls_cert_file = /c.pem\nsmtpd_tls_eccert_file = ec.crt\n"
      "smtpd_tls_eckey_file = $smtpd_tls_cert_file\n",
      smtp);

  REQUIRE(found.at(0).legacy.size() == 2);
  CHECK(found[0].legacy[0].key == "/c.pem");
  CHECK(found[0].legacy[1].certificate == "/var/spool/postfix/ec.crt");
  CHECK(found[0].legacy[1].key == "/c.pem");
}

TEST_CASE("tls services: who offers TLS", "[services]") {
  CHECK_FALSE(services("", smtp).at(0).offers_tls);
  CHECK_FALSE(services("smtpd_tls_security_level = none\n", smtp).at(0).offers_tls);
  CHECK(services("smtpd_tls_security_level = may\n", smtp).at(0).offers_tls);
  CHECK(services("smtpd_use_tls = yes\n", smtp).at(0).offers_tls);
  CHECK(services("smtpd_tls_wrappermode = yes\n", smtp).at(0).offers_tls);
}

TEST_CASE("tls services: where a service is to be reached", "[services]") {
  const auto host = [](const std::string& main_cf, const std::string& name) {
    return services(main_cf, name + " inet n - n - - smtpd\n").at(0).endpoint->host;
  };

  CHECK(host("", "smtp") == "127.0.0.1");
  CHECK(host("inet_interfaces = loopback-only\n", "smtp") == "127.0.0.1");
  CHECK(host("inet_interfaces = 192.0.2.1, 127.0.0.1\n", "smtp") == "192.0.2.1");
  CHECK(host("inet_interfaces = [2001:db8::1]\n", "smtp") == "2001:db8::1");
  CHECK(host("inet_protocols = ipv6\n", "smtp") == "::1");
  CHECK(host("", "127.0.0.3:2525") == "127.0.0.3");
}
