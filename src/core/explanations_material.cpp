// SPDX-License-Identifier: MIT
#include <array>

#include "core/explanations.hpp"

namespace postseal {
namespace {

constexpr std::array table{
    Explanation{"ca-expired",
                "A CA that a CAfile parameter names has expired, so Postfix trusts nothing that it "
                "issued.",
                "CA certificates live long, and nobody renews them by a timer.",
                "Replace it with the CA's new certificate, or remove it from the file."},
    Explanation{"ca-expires-soon", "A CA that a CAfile parameter names is about to expire.",
                "The date is near, see --within.",
                "Get the CA's next certificate and add it beside the old one, so that both work "
                "until everybody has moved."},
    Explanation{
        "ca-file-leaf",
        "A CAfile holds the certificate of a server or client. Such a file is for CAs: "
        "what it trusts is everything that they issued, and a leaf issued nothing.",
        "The peer's certificate was put there in the hope of trusting it.",
        "Put its CA there, or pin the one certificate: postseal fingerprint --format policy."},
    Explanation{"ca-file-own-certificate",
                "A CAfile holds the server's own certificate. The file says which CAs Postfix "
                "trusts when it looks at others, and does nothing for what it shows itself.",
                "fullchain.pem or cert.pem was entered for every parameter that ends in \"file\".",
                "Set it to the CAs of the peers, or leave it empty. What is sent along belongs "
                "into smtpd_tls_chain_files, after the certificate."},
    Explanation{"ca-path-missing",
                "A directory of CAs is not there. Postfix does not say so; it trusts nobody "
                "because of it.",
                "A path of another distribution, or a spelling mistake.",
                "Name the directory of this system, or use CAfile."},
    Explanation{"ca-path-not-hashed",
                "OpenSSL finds a CA in a directory by a link whose name is a hash of the CA's, and "
                "there is none.",
                "Files were copied there and no links made.", "openssl rehash DIRECTORY"},
    Explanation{"ca-path-not-readable",
                "Postfix looks into a directory of CAs while it works, as the user $mail_owner, "
                "and that user cannot read it.",
                "Modes that suit keys, on certificates.",
                "Open the directory and the certificates to everyone: they are no secret."},
    Explanation{"ca-path-outside-chroot",
                "A service in a chroot looks for its CAs there, below queue_directory, and finds "
                "none. It then trusts nobody and does not say so.",
                "The directory outside is not what the service sees.",
                "Use CAfile, which is read before the chroot; or copy the CAs; or take the service "
                "out of its chroot (n in master.cf)."},
    Explanation{"cache-directory-foreign",
                "The directory of a session cache does not belong to $mail_owner. tlsmgr warns and "
                "puts the cache into $data_directory.",
                "A setting from the time before Postfix 2.5.",
                "Name a file below $data_directory, or leave the parameter empty."},
    Explanation{"cache-directory-missing",
                "The directory of a session cache is not there. tlsmgr warns; TLS works without "
                "the cache.",
                "A path from another machine.",
                "Name a file below $data_directory, or leave the parameter empty: most clients "
                "use session tickets."},
    Explanation{"cache-directory-writable",
                "Everyone can write to the directory of a session cache, whose entries hold the "
                "secrets of TLS sessions.",
                "The cache was put below /tmp or a directory with a loose mode.",
                "Name a file below $data_directory, or leave the parameter empty."},
    Explanation{"certificate-self-signed",
                "A service for people's mail programs shows a self-signed certificate. They ask "
                "their user, or refuse.",
                "postseal init makes such a certificate, which is good enough between servers.",
                "Have one issued by a public CA: postseal hook install CLIENT, then that client."},
    Explanation{"client-cert-purpose",
                "The certificate that Postfix shows as a client is not made for clients: its "
                "extended key usage lacks clientAuth.",
                "The server's certificate serves as the client's too, and public CAs no longer "
                "put clientAuth into those.",
                "If nobody asks for it, remove the smtp_tls_ parameters that name it. If a relay "
                "does, let it trust the fingerprint, or take one of postseal ca issue --client."},
    Explanation{"common-name-unused",
                "The common name of a certificate is not among its subjectAltNames, which are all "
                "that clients look at.",
                "The request named it in the subject only.",
                "Nothing, if no client uses that name; otherwise have the certificate issued with "
                "it as subjectAltName."},
    Explanation{"name-not-covered",
                "A certificate is not for the name that the service calls itself (myhostname).",
                "The host was renamed, or the certificate is for the web server of the domain. "
                "Clients may know the server by another name, then all is well.",
                "Have it issued for that name too, or set myhostname to what the MX record says."},
    Explanation{"path-relative",
                "The name of a file does not start with \"/\". Daemons run in queue_directory, and "
                "postmap wherever it was started.",
                "The name works in the shell of who wrote it, and for nobody else.",
                "Write the whole path."},
    Explanation{"renewal-not-atomic",
                "Key and certificate are two files that an ACME client swaps one after the other. "
                "A Postfix process that starts in between finds a pair that does not fit, and "
                "answers STARTTLS with 454.",
                "main.cf points into the client's own directory.",
                "postseal hook install CLIENT: after each renewal it checks what is new, writes it "
                "as one file, reloads and looks at what is served."},
    Explanation{"sni-entry-skipped",
                "An entry of tls_server_sni_maps names no file, or one that cannot be opened. "
                "postmap -F and smtpd pass over it with a warning, and the clients get the default "
                "certificate.",
                "A file was moved or its name misspelt.", "Correct the name, and run postmap -F."},
    Explanation{"sni-map-missing",
                "A table of tls_server_sni_maps cannot be read. Every client that sends a server "
                "name then meets an error; there is no way back to the default certificate.",
                "The file was moved, or never made.", "Make it, or take it out of the parameter."},
    Explanation{"sni-map-not-indexed",
                "The index of a table of tls_server_sni_maps is not there. Every client that sends "
                "a server name then meets an error; there is no way back to the default "
                "certificate.",
                "postmap was not run.", "postmap -F TYPE:FILE"},
    Explanation{"sni-map-stale",
                "postmap -F copies keys and certificates into the index. Postfix shows what was in "
                "the files then, however often they are renewed.",
                "A certificate was renewed, or the table edited, and postmap -F not run.",
                "postmap -F TYPE:FILE. postseal deploy and postseal hook run do it by themselves."},
    Explanation{"sni-map-without-files",
                "The index of a table of tls_server_sni_maps holds the names of the files instead "
                "of what is in them, which smtpd cannot use: it breaks off with the client.",
                "postmap was run without -F.", "postmap -F TYPE:FILE"},
    Explanation{"sni-name-not-covered",
                "An entry of tls_server_sni_maps shows a certificate that is not for its name.",
                "The names of two entries were swapped, or the certificate was issued without it.",
                "Name the right file, or have the certificate issued for that name as well."},
    Explanation{
        "sni-name-repeated",
        "A name is twice in a table of tls_server_sni_maps. Of an indexed table one entry counts; "
        "a texthash table is not opened at all, and every client that asks for a name is "
        "turned away.",
        "Two entries were merged.", "Remove one of them."},
    Explanation{"sni-name-useless",
                "No client ever asks for a name like this, so the entry is dead. Clients send a "
                "host name: no address, no port, no wildcard.",
                "Tables of web servers are written like that.",
                "mail.example.com for one name, .example.com for all names below it."},
    Explanation{"trust-anchor-missing",
                "A file of trust anchors is not there. Mail that is to be verified by it is "
                "deferred.",
                "The file was moved, or its name misspelt.",
                "Put the CA's certificate there, or take the name out of the parameter."},
    Explanation{"trust-anchor-not-readable",
                "Postfix opens trust anchors while it works, as the user $mail_owner, and that "
                "user cannot read the file. Mail that it is for is deferred.",
                "Modes that suit keys, on certificates.", "chmod 644 FILE"},
    Explanation{"trust-anchor-outside-chroot",
                "A service in a chroot opens its trust anchors there, below queue_directory, and "
                "does not find the file. Mail that it is for is deferred.",
                "The path outside is not what the service sees.",
                "Put a copy inside the chroot, or take the service out of it (n in master.cf)."},
};

}  // namespace

std::span<const Explanation> explanations_of_material() { return table; }

}  // namespace postseal
