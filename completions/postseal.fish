# fish completion for postseal; written by `postseal completion fish`
# SPDX-License-Identifier: MIT
function __postseal_command
    set -l words (commandline -opc)
    set -e words[1]
    set -l found
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        switch $word
            case --config-dir -c --postfix-version --passphrase-file --template-dir --lock-timeout --color
                set -q words[1]; and set -e words[1]
            case '-*'
            case '*'
                set found $found $word
                if set -q found[2]; or not contains -- $word chain key cert ca dh modes hook
                    break
                end
        end
    end
    echo "$found"
end
function __postseal_at
    test (__postseal_command) = "$argv"
end
complete -c postseal -f
complete -c postseal -l config-dir -s c -x -a '(__fish_complete_directories)' -d 'Postfix configuration directory'
complete -c postseal -l postfix-version -x -d 'act for this Postfix version, 2.3 to 3.12 (default: the installed one)'
complete -c postseal -l passphrase-file -r -F -d 'first line is the passphrase of an encrypted input; - is standard input'
complete -c postseal -l template-dir -x -a '(__fish_complete_directories)' -d 'look for templates here before the built-in ones'
complete -c postseal -l lock-timeout -x -d 'wait this long for another run to end (default: 60)'
complete -c postseal -l force -d 'replace an output that has other content'
complete -c postseal -l allow-unsafe-dir -d 'write even into a directory that others can write to'
complete -c postseal -l dry-run -s n -d 'print the plan, change nothing'
complete -c postseal -l diff -d 'show what changes, line by line'
complete -c postseal -l detailed-exitcode -d 'exit 4 instead of 0 when something changed, or would change'
complete -c postseal -l json -d 'print one JSON document'
complete -c postseal -l color -x -a 'auto always never' -d 'auto, always or never'
complete -c postseal -l quiet -s q -d 'say nothing of what is done'
complete -c postseal -l verbose -s v -d 'say more on standard error; repeatable'
complete -c postseal -l syslog -d 'log to syslog (facility mail) as well'
complete -c postseal -l help -s h -d 'show help'
complete -c postseal -l version -d 'show the versions of postseal, OpenSSL and Postfix'
complete -c postseal -n '__postseal_at \'\'' -a chain -d 'build, check'
complete -c postseal -n '__postseal_at chain' -a build -d 'put a certificate and its issuers in order'
complete -c postseal -n '__postseal_at chain' -a check -d 'say whether Postfix loads a file, and what is wrong with its chain'
complete -c postseal -n '__postseal_at \'\'' -a key -d 'new, convert, show, rotate'
complete -c postseal -n '__postseal_at key' -a new -d 'make a private key'
complete -c postseal -n '__postseal_at key' -a convert -d 'write a private key as unencrypted PEM'
complete -c postseal -n '__postseal_at key' -a show -d 'say what kind of private key a file has'
complete -c postseal -n '__postseal_at key' -a rotate -d 'replace the key of a self-signed certificate'
complete -c postseal -n '__postseal_at \'\'' -a cert -d 'self-signed, csr, renew, show'
complete -c postseal -n '__postseal_at cert' -a self-signed -d 'make a self-signed certificate'
complete -c postseal -n '__postseal_at cert' -a csr -d 'make a certificate request'
complete -c postseal -n '__postseal_at cert' -a renew -d 'give a self-signed certificate a new validity'
complete -c postseal -n '__postseal_at cert' -a show -d 'show the certificates of a file'
complete -c postseal -n '__postseal_at \'\'' -a ca -d 'new, issue'
complete -c postseal -n '__postseal_at ca' -a new -d 'make a private CA'
complete -c postseal -n '__postseal_at ca' -a issue -d 'issue a certificate by a private CA'
complete -c postseal -n '__postseal_at \'\'' -a dh -d 'new, check, advise'
complete -c postseal -n '__postseal_at dh' -a new -d 'make Diffie-Hellman parameters'
complete -c postseal -n '__postseal_at dh' -a check -d 'test Diffie-Hellman parameters'
complete -c postseal -n '__postseal_at dh' -a advise -d 'say whether this Postfix needs them'
complete -c postseal -n '__postseal_at \'\'' -a modes -d 'check, fix'
complete -c postseal -n '__postseal_at modes' -a check -d 'find out who can read and change keys and certificates'
complete -c postseal -n '__postseal_at modes' -a fix -d 'put their modes, owners and groups right'
complete -c postseal -n '__postseal_at \'\'' -a hook -d 'install, remove'
complete -c postseal -n '__postseal_at hook' -a install -d 'make an ACME client hand new certificates to postseal'
complete -c postseal -n '__postseal_at hook' -a remove -d 'remove the hook that hook install wrote'
complete -c postseal -n '__postseal_at \'\'' -a init -d 'first-time setup: keys, certificates and the settings that match'
complete -c postseal -n '__postseal_at init' -l dir -x -a '(__fish_complete_directories)' -d 'where keys and certificates are kept (default: CONFIG_DIR/tls)'
complete -c postseal -n '__postseal_at init' -l name -x -d 'what the files are called (default: the first host name)'
complete -c postseal -n '__postseal_at init' -l type -x -a 'rsa ec rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448' -d 'a key of this type (default: ec:p256 and rsa:3072)'
complete -c postseal -n '__postseal_at init' -l layout -x -a 'single split' -d 'single: keys and chains in one file, swapped as one; split: apart, for other programs (default: single)'
complete -c postseal -n '__postseal_at init' -l days -x -d 'how long the certificates are valid (default: 3650)'
complete -c postseal -n '__postseal_at init' -l dh -x -d 'auto, none, a group such as ffdhe3072, or a number of bits (default: auto, a file only where this Postfix needs one)'
complete -c postseal -n '__postseal_at init' -l profile -x -a 'old intermediate modern' -d 'what mandatory TLS asks for: old (TLS 1.0), intermediate (1.2) or modern (1.3) (default: intermediate)'
complete -c postseal -n '__postseal_at init' -l configure -d 'edit main.cf in place, and reload Postfix if it runs'
complete -c postseal -n '__postseal_at init' -l submission -d 'with --configure: port 587 in master.cf'
complete -c postseal -n '__postseal_at init' -l smtps -d 'with --configure: port 465 in master.cf'
complete -c postseal -n '__postseal_at \'\'' -a snippet -d 'print the lines of main.cf and master.cf that match'
complete -c postseal -n '__postseal_at snippet' -l profile -x -a 'old intermediate modern' -d 'what mandatory TLS asks for: old (TLS 1.0), intermediate (1.2) or modern (1.3) (default: intermediate)'
complete -c postseal -n '__postseal_at snippet' -l format -x -a 'main.cf postconf ansible' -d 'lines for the files, commands for a shell, or variables for Ansible (default: main.cf)'
complete -c postseal -n '__postseal_at snippet' -l submission -d 'of the services only port 587 (default: both)'
complete -c postseal -n '__postseal_at snippet' -l smtps -d 'of the services only port 465 (default: both)'
complete -c postseal -n '__postseal_at snippet' -l os -x -a 'debian rhel freebsd other' -d 'whose CA bundle and chroot habit to follow: debian, rhel, freebsd or other (default: this machine\'s)'
complete -c postseal -n '__postseal_at snippet' -l ca-file -r -F -d 'the bundle of CAs that servers are checked against'
complete -c postseal -n '__postseal_at snippet' -l dir -x -a '(__fish_complete_directories)' -d 'where keys and certificates are kept (default: CONFIG_DIR/tls)'
complete -c postseal -n '__postseal_at snippet' -l name -x -d 'what the files are called (default: myhostname)'
complete -c postseal -n '__postseal_at snippet' -l type -x -a 'rsa ec rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448' -d 'a key type (default: what is there, else ec:p256 and rsa:3072)'
complete -c postseal -n '__postseal_at snippet' -l layout -x -a 'single split' -d 'single: keys and chains in one file; split: apart (default: single)'
complete -c postseal -n '__postseal_at snippet' -l dh -x -d 'auto, none, a group, a number of bits, or the path of a file (default: auto, a file only where this Postfix needs one)'
complete -c postseal -n '__postseal_at snippet' -a 'server client master all'
complete -c postseal -n '__postseal_at chain build' -l key -r -F -d 'write the single-file form: this key, the leaf, the intermediates (mode 0600)'
complete -c postseal -n '__postseal_at chain build' -l from -r -F -d 'look for issuers here: a file in any form, or a directory'
complete -c postseal -n '__postseal_at chain build' -l roots -r -F -d 'the roots that peers trust (default: those of this machine)'
complete -c postseal -n '__postseal_at chain build' -l include-root -d 'write the root at the end, which no client needs'
complete -c postseal -n '__postseal_at chain build' -l allow-incomplete -d 'write what there is if an issuer is missing'
complete -c postseal -n '__postseal_at chain build' -l out -r -F -d 'where to write (default: the certificates to standard output)'
complete -c postseal -n '__postseal_at chain build' -F
complete -c postseal -n '__postseal_at chain check' -l key -r -F -d 'the key is in this file: judge them as smtpd_tls_cert_file and smtpd_tls_key_file'
complete -c postseal -n '__postseal_at chain check' -l roots -r -F -d 'the roots that peers trust (default: those of this machine)'
complete -c postseal -n '__postseal_at chain check' -l within -x -d 'warn of certificates that expire within so many days (default 30)'
complete -c postseal -n '__postseal_at chain check' -l fail-on -x -a 'error warning info' -d 'exit with 3 for findings of this severity or above (default error)'
complete -c postseal -n '__postseal_at chain check' -F
complete -c postseal -n '__postseal_at key new' -l type -x -a 'rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' -d 'the type of the key; rsa is rsa:3072, ec is ec:p256'
complete -c postseal -n '__postseal_at key new' -l out -r -F -d 'where the key is written; - is standard output'
complete -c postseal -n '__postseal_at key convert' -l out -r -F -d 'where the key is written; - is standard output'
complete -c postseal -n '__postseal_at key convert' -l traditional -d 'write PKCS#1 (RSA) or SEC1 (EC) instead, for old software'
complete -c postseal -n '__postseal_at key convert' -F
complete -c postseal -n '__postseal_at key show' -F
complete -c postseal -n '__postseal_at key rotate' -l key -r -F -d 'the private key, if it is in another file'
complete -c postseal -n '__postseal_at key rotate' -l type -x -a 'rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' -d 'the type of the key; rsa is rsa:3072, ec is ec:p256'
complete -c postseal -n '__postseal_at key rotate' -l days -x -d 'how long the certificate is valid (default 3650)'
complete -c postseal -n '__postseal_at key rotate' -F
complete -c postseal -n '__postseal_at cert self-signed' -l key -r -F -d 'the private key to use'
complete -c postseal -n '__postseal_at cert self-signed' -l type -x -a 'rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' -d 'the type of the key; rsa is rsa:3072, ec is ec:p256'
complete -c postseal -n '__postseal_at cert self-signed' -l key-out -r -F -d 'where a new private key is written'
complete -c postseal -n '__postseal_at cert self-signed' -l out -r -F -d 'where the certificate is written; - is standard output'
complete -c postseal -n '__postseal_at cert self-signed' -l days -x -d 'how long the certificate is valid (default 3650)'
complete -c postseal -n '__postseal_at cert csr' -l key -r -F -d 'the private key to use'
complete -c postseal -n '__postseal_at cert csr' -l type -x -a 'rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' -d 'the type of the key; rsa is rsa:3072, ec is ec:p256'
complete -c postseal -n '__postseal_at cert csr' -l key-out -r -F -d 'where a new private key is written'
complete -c postseal -n '__postseal_at cert csr' -l out -r -F -d 'where the request is written; - is standard output'
complete -c postseal -n '__postseal_at cert renew' -l key -r -F -d 'the private key, if it is in another file'
complete -c postseal -n '__postseal_at cert renew' -l out -r -F -d 'write to this file instead; - is standard output'
complete -c postseal -n '__postseal_at cert renew' -l days -x -d 'how long the certificate is valid (default 3650)'
complete -c postseal -n '__postseal_at cert renew' -F
complete -c postseal -n '__postseal_at cert show' -F
complete -c postseal -n '__postseal_at ca new' -l dir -x -a '(__fish_complete_directories)' -d 'where the CA is kept'
complete -c postseal -n '__postseal_at ca new' -l permit -x -d 'certify names in this domain only'
complete -c postseal -n '__postseal_at ca new' -l type -x -a 'rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' -d 'the type of the key; rsa is rsa:3072, ec is ec:p256'
complete -c postseal -n '__postseal_at ca new' -l days -x -d 'how long the certificate is valid (default 3650)'
complete -c postseal -n '__postseal_at ca issue' -l key -r -F -d 'the private key to use'
complete -c postseal -n '__postseal_at ca issue' -l type -x -a 'rsa:2048 rsa:3072 rsa:4096 ec:p256 ec:p384 ec:p521 ed25519 ed448 rsa ec' -d 'the type of the key; rsa is rsa:3072, ec is ec:p256'
complete -c postseal -n '__postseal_at ca issue' -l key-out -r -F -d 'where a new private key is written'
complete -c postseal -n '__postseal_at ca issue' -l out -r -F -d 'where the certificate and its intermediate are written'
complete -c postseal -n '__postseal_at ca issue' -l ca -x -a '(__fish_complete_directories)' -d 'the directory of the CA'
complete -c postseal -n '__postseal_at ca issue' -l client -d 'for a client: extended key usage clientAuth, and print the line for relay_clientcerts'
complete -c postseal -n '__postseal_at ca issue' -l days -x -d 'how long the certificate is valid (default 825)'
complete -c postseal -n '__postseal_at dh new' -l out -r -F -d 'where to write the parameters; - is standard output'
complete -c postseal -n '__postseal_at dh new' -l bits -x -d 'search for a safe prime of N bits, 512 to 8192 (default 2048)'
complete -c postseal -n '__postseal_at dh new' -l group -x -a 'ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192 modp1536 modp2048 modp3072 modp4096 modp6144 modp8192' -d 'a published group instead, which takes no time: RFC 7919 or RFC 3526'
complete -c postseal -n '__postseal_at dh new' -l jobs -x -d 'threads to search with (default: one per processor)'
complete -c postseal -n '__postseal_at dh check' -F
complete -c postseal -n '__postseal_at modes check' -l group -x -d 'a group that may read keys, besides root and ssl-cert'
complete -c postseal -n '__postseal_at modes check' -F
complete -c postseal -n '__postseal_at modes fix' -l key-mode -x -d 'the mode of every key (default: 0600 where the present one is not good)'
complete -c postseal -n '__postseal_at modes fix' -l cert-mode -x -d 'the mode of every other file (default: 0644 where it is not good)'
complete -c postseal -n '__postseal_at modes fix' -l owner -x -d 'the owner of every file (default: left alone)'
complete -c postseal -n '__postseal_at modes fix' -l group -x -d 'the group of every file, which may read keys (default: left alone)'
complete -c postseal -n '__postseal_at modes fix' -F
complete -c postseal -n '__postseal_at \'\'' -a fingerprint -d 'print fingerprints, and lines that pin them'
complete -c postseal -n '__postseal_at fingerprint' -l digest -x -a 'md5 sha1 sha256 sha384 sha512' -d 'default: sha256; for a table what main.cf says'
complete -c postseal -n '__postseal_at fingerprint' -l of -x -a 'certificate public-key both' -d 'of the certificate, of its public key, or both (default)'
complete -c postseal -n '__postseal_at fingerprint' -l format -x -a 'text policy match access tlsa pin' -d 'for people, or a line for a table or record'
complete -c postseal -n '__postseal_at fingerprint' -l nexthop -x -d 'next hop of the policy line, as mail is routed'
complete -c postseal -n '__postseal_at fingerprint' -F
complete -c postseal -n '__postseal_at \'\'' -a explain -d 'say what an error, a finding or a parameter means'
complete -c postseal -n '__postseal_at hook install' -l client-dir -x -a '(__fish_complete_directories)' -d 'where the client keeps its configuration (default: where it usually is)'
complete -c postseal -n '__postseal_at hook install' -l postseal -r -F -d 'the binary that the hook calls (default: this one)'
complete -c postseal -n '__postseal_at hook install' -a 'certbot lego acme.sh dehydrated getssl uacme'
complete -c postseal -n '__postseal_at hook remove' -l client-dir -x -a '(__fish_complete_directories)' -d 'where the client keeps its configuration (default: where it usually is)'
complete -c postseal -n '__postseal_at hook remove' -a 'certbot lego acme.sh dehydrated getssl uacme'
complete -c postseal -n '__postseal_at \'\'' -a completion -d 'print the completion script of a shell'
complete -c postseal -n '__postseal_at completion' -a 'bash zsh fish'
complete -c postseal -n '__postseal_at \'\'' -a man -d 'print the manual page'
