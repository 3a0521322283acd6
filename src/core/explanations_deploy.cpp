// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{
        "deploy-contradicted",
        "After the reload a service showed another certificate than the one put in place, or did "
        "not take TLS, so everything was undone.",
        "Another program answers on that port, master.cf overrides the certificate there, "
        "or Postfix did not reload.",
        "Look at Postfix's log and at `postconf -M`, then deploy again."},
    Explanation{"deploy-held",
                "A rollback replaced this certificate, so it is not installed again by itself.",
                "The ACME client still has the certificate that was taken out of service.",
                "A newer certificate lifts the hold; `postseal deploy --force` installs this one."},
    Explanation{"deploy-pending", "A deployment failed earlier and waits to be tried again.",
                "The message has its reason.",
                "Mend the cause. Every later deploy, hook run and apply tries again; a deployment "
                "of the same identity that succeeds settles it."},
    Explanation{"deploy-unverified", "The certificate is in place, but a service did not show it.",
                "Nothing listens there, it is slow, or it does not offer TLS to this machine.",
                "Look at it by hand: postseal status, or postseal probe HOST:PORT."},
    Explanation{"generation-expired", "A certificate of that generation is no longer valid.",
                "It was kept for longer than it lives.",
                "Deploy a newer one; --force goes back to it all the same."},
    Explanation{"generation-none", "There is no such generation of this identity to go back to.",
                "Nothing was deployed before it, or it is older than the three that are kept.",
                "postseal status lists the generations there are."},
    Explanation{"identity-none",
                "A certificate is for host names that no identity of this server has.",
                "It is for another service, or the identity has another name than its host names.",
                "Say what it is for: postseal deploy --name IDENTITY."},
    Explanation{"journal-conflict",
                "An earlier run was cut short, and what it changed was edited since, so it can be "
                "neither finished nor undone without losing that edit.",
                "Somebody changed a file between the crash and this run.",
                "Make the files what you want, then run the command with --force: what is there is "
                "kept, and the journal is dropped."},
    Explanation{"journal-damaged", "The journal of an earlier run cannot be understood.",
                "It was edited, or another version of postseal wrote it.",
                "Look at the files it names, then move it away."},
    Explanation{"journal-left", "An earlier run was cut short.",
                "It was killed, or the machine lost power.",
                "Any command that changes something finishes or undoes it first."},
    Explanation{"lineage-half-flipped",
                "The links of an ACME lineage belong to two different renewals.",
                "The ACME client was cut short between two of them.",
                "Run the client again: it mends its links, and its hook deploys."},
    Explanation{"load-refused",
                "Postfix would not load the new certificates, so everything was undone.",
                "A file is damaged, or another file beside it in the same list is.",
                "postseal chain check FILE says what is wrong with a file."},
    Explanation{"names-lost", "The new certificate lacks a host name that the server has now.",
                "It was requested for fewer names.",
                "Renew it for all of them; --allow-name-loss installs it all the same."},
    Explanation{"policy-table-none",
                "No table of smtp_tls_policy_maps has a source that could be edited.",
                "All are regexp:, pcre:, inline:, static: or the like.",
                "Add a texthash: table, and name it first."},
    Explanation{"record-damaged", "The record of an identity cannot be understood.",
                "It was edited, or another version of postseal wrote it.",
                "Move it away: certificates in use stay, older generations are forgotten."},
    Explanation{"settings-unsafe", "Others could change the settings that root is to follow.",
                "postseal.toml belongs to somebody else, or others can write to it.",
                "chown root FILE; chmod go-w FILE."},
    Explanation{"state-dir-unsafe",
                "Others can get at the directory with the journal and older keys.",
                "DIR/.postseal is a link, belongs to somebody else, or is open to others.",
                "chown root DIR/.postseal; chmod 0700 DIR/.postseal."},
    Explanation{"tls-disabled", "Port 25 offers no TLS, whatever certificates are in place.",
                "smtpd_tls_security_level is not set in main.cf.",
                "postseal init --configure, or postconf -e smtpd_tls_security_level=may."},
};

}  // namespace

std::span<const Explanation> explanations_of_deployments() { return table; }

}  // namespace postseal
