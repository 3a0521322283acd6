// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "core/host_port.hpp"
#include "crypto/certificate.hpp"

namespace postseal {

// What a server shows to clients of either kind: each certificate once, the RSA chain before the
// ECDSA one, as sent. Nothing is verified and no name is sent along, as smtp(8) does it at most
// levels. IMPLICIT: TLS at once, as on port 465. Error "host-no-answer" where there is no
// certificate to be had.
[[nodiscard]] std::vector<Certificate> shown_by(Context& context, const HostPort& host,
                                                bool implicit);

}  // namespace postseal
