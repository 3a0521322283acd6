// SPDX-License-Identifier: MIT
// master.cf, and what its -o settings expand to.
#include "core/master_cf.hpp"

#include "configuration.hpp"
#include "target.hpp"

namespace postseal::fuzz {

void read(std::string_view input) {
  CheckedConfig config = configuration();
  config.main_cf = parse_main_cf("a = $b\nb = 1\nsmtpd_tls_cert_file = /$a.pem\n", "main.cf");
  config.master_cf = parse_master_cf(input, "master.cf");
  for (const Finding& finding : config.master_cf.findings) report(finding);
  (void)services_running(config, "smtpd");
  int left = 20;
  for (const Service& service : config.master_cf.services) {
    require(!service.command.empty(), "an entry has a program");
    report(service.key());
    report(daemon_of(service));
    (void)is_chrooted(config, service);
    if (const auto endpoint = endpoint_of(service)) {
      report(endpoint->host);
      require(endpoint->port > 0 && endpoint->port < 65536, "a port is one");
    }
    if (left-- > 0) look_at_settings(config, &service);
  }
}

}  // namespace postseal::fuzz
