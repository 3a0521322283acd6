// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/context.hpp"
#include "commands/renewed.hpp"
#include "core/identity_record.hpp"
#include "core/plan.hpp"

namespace postseal {

// What is to be deployed, and how.
struct DeployWish {
  RenewedSource source{};
  std::string identity{};  // "": the one whose host names fit
  std::string dir{};       // of the material; "": where main.cf keeps it, else CONFIG_DIR/tls
  bool allow_name_loss = false;
  bool keep_self_signed = false;
  bool require_live = false;
  // A hook runs for every certificate there is: one for other names, or one that a rollback
  // replaced, is passed over.
  bool from_hook = false;
  std::optional<Access> key_access{};  // nullopt: 0600, or what a narrow one is now
  std::optional<Access> certificate_access{};
};

// The plan that installs renewed material as one identity, points main.cf to it, reloads Postfix
// and looks at what it serves; and, after it, those that waited for another try. Errors: those of
// read_renewed(), "identity-none", "names-lost", "deploy-held".
[[nodiscard]] Planned plan_deployment(Context& context, const DeployWish& wish);

// The same without those that waited.
[[nodiscard]] Planned plan_one_deployment(Context& context, const DeployWish& wish);

// The deployments of DIR that wait, and what an ACME client renewed without calling its hook; each
// a transaction of its own. Not that of EXCEPT, and not what DONE, the plan before them, settles.
// What waits for a source that is gone is forgotten.
[[nodiscard]] std::vector<std::function<Planned()>> retries(Context& context,
                                                            const std::string& dir,
                                                            const std::string& except,
                                                            const Plan& done);

// Remembers a deployment that failed, so that a later run tries again.
[[nodiscard]] Plan plan_to_remember(Context& context, const DeployWish& wish, const Error& error);

// The answer of a command that changed what is served: RESULT with what each service showed, and a
// word on each.
[[nodiscard]] Answer deployment_answer(const Json& result, std::vector<Finding> findings,
                                       const Applied& applied);

// The warning "deploy-unverified" for a service that does not show what is in place.
[[nodiscard]] Finding unverified_finding(const ServedSeen& seen);

// The directory that holds the material of this configuration.
[[nodiscard]] std::string material_dir(Context& context, const std::string& wanted);

}  // namespace postseal
