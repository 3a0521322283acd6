# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2016
# Sourced: configurations of every odd shape. `configurations DIR` writes DIR/NAME/main.cf and
# DIR/NAME/master.cf; what it does not write is plain.

place=
name_it() {
  place=$1/$2
  mkdir "$place"
  printf 'compatibility_level = 3.6\n' >"$place/main.cf"
  printf 'smtp inet n - n - - smtpd\n' >"$place/master.cf"
}
# Escapes of printf, and no newline at the end but those that are written.
main_cf() { printf '%b' "$1" >"$place/main.cf"; }
master_cf() { printf '%b' "$1" >"$place/master.cf"; }

configurations() {
  main_cf_lines "$1"
  main_cf_refused "$1"
  expressions "$1"
  expressions_refused "$1"
  master_cf_entries "$1"
  master_cf_refused "$1"
}

main_cf_lines() {
  name_it "$1" empty && main_cf ''
  name_it "$1" comments && main_cf '# a\n   # b\n\n \t \n#c = d\n'
  name_it "$1" no-final-newline && main_cf 'relayhost = [a.example]:587\nsmtp_tls_CAfile = /ca.pem'
  name_it "$1" ends-in-a-continuation && main_cf 'mydestination = a,\n  b,\n\tc'
  name_it "$1" ends-in-an-empty-value && main_cf 'relayhost ='
  name_it "$1" comments-inside-a-value &&
    main_cf 'mydestination = a\n# no\n\n  # nor this = x\n  b # but this\n\n\n \t\n c\nrelayhost=x\n'
  name_it "$1" crlf &&
    main_cf 'relayhost = x\r\n\r\n# c\r\nmydestination = a,\r\n  b\r\n\r\n c\r\nsmtp_tls_CAfile =\r\n'
  name_it "$1" mixed-line-ends && main_cf 'relayhost = x\r\nmydestination = a\n\r\n b\r\n\rc\n'
  name_it "$1" lone-carriage-returns && main_cf 'relayhost = x\rmydestination = a\n'
  name_it "$1" odd-blanks &&
    main_cf 'relayhost\v=\fx\f\nmydestination =a\n\vb\n\fc\nsmtp_tls_CAfile\t=\t/a b\t\n'
  name_it "$1" last-one-wins &&
    main_cf 'relayhost = a\nrelayhost = b\nsmtp_tls_CAfile=1\nrelayhost =\n c\nsmtp_tls_CAfile =\n'
  name_it "$1" starts-with-a-blank && main_cf '  relayhost = a\n\n  b = c\nmydestination = d\n e\n'
  name_it "$1" starts-with-a-comment-and-a-blank && main_cf '# c\n relayhost = a\nmydestination = d\n'
  name_it "$1" equals-signs &&
    main_cf 'relayhost===a=\nsmtpd_tls_protocols = >=TLSv1.2\nmydestination=a = b\n'
  name_it "$1" hashes && main_cf 'relayhost = a#b\nmydestination = c # d\n # e\n#f\n \x23 g\n h\n'
  name_it "$1" no-blanks && main_cf 'relayhost=a\nmydestination=b\n\tc\n'
  name_it "$1" many-blanks && main_cf 'relayhost        =        a\nmydestination =  b   c  \n'
  name_it "$1" names-nobody-knows &&
    main_cf 'smtpd_tls_sekurity_level = may\nrelay.host = a\na-b = c\n\xc3\xa4 = d\n7 = e\n"q" = f\n'
  name_it "$1" bytes && main_cf 'relayhost = \xff\xfe\x01\x7f\xc3\xa4\nmydestination = \\n\\\\\n d\n'
  name_it "$1" a-nul && main_cf 'relayhost = a\0b\n c\nmydestination = d\n'
  name_it "$1" a-nul-in-a-comment && main_cf '# a\0b\nmydestination = d\n'
  name_it "$1" long-value &&
    main_cf "mydestination = $(printf 'd%s.example,' {1..3000})\nrelayhost = a\n"
  name_it "$1" long-logical-line && main_cf "mydestination = $(printf 'd%s,\\n ' {1..3000})\n"
  name_it "$1" names-of-one-case && main_cf 'RELAYHOST = a\nrelayhost = b\nRelayhost = c\n'
}

main_cf_refused() {
  name_it "$1" refused-no-equals && main_cf 'relayhost = a\n\n# c\nmydestination\n'
  name_it "$1" refused-two-words && main_cf 'relay host = a\n'
  name_it "$1" refused-no-name && main_cf 'relayhost = b\n= a\n'
  name_it "$1" refused-nul-first && main_cf 'relayhost = b\n\0a = b\n'
  name_it "$1" refused-nul-in-the-name && main_cf 'relay\0host = b\n'
  name_it "$1" refused-include && main_cf '!include other.cf\n'
  name_it "$1" refused-equals-on-the-next-line && main_cf 'relayhost\n# c\nmydestination\n = a\n'
  name_it "$1" refused-merge-conflict && main_cf 'relayhost = a\n<<<<<<< ours\nmydestination = b\n'
  name_it "$1" equals-on-a-continuation && main_cf 'relayhost\n # c\n = a\n'
  name_it "$1" refused-byte-order-mark && main_cf '\xef\xbb\xbf# a comment\nrelayhost = a\n'
  name_it "$1" byte-order-mark-in-a-name && main_cf '\xef\xbb\xbfrelayhost = a\n'
}

expressions() {
  name_it "$1" names && main_cf 'relayhost = a$mydestination-${smtp_tls_CAfile}x$(smtp_tls_CAfile)
mydestination = m\nsmtp_tls_CAfile = $smtp_tls_CApath$nobody$$$$x\nsmtp_tls_CApath = ${ mydestination }
smtpd_tls_CAfile = $(  mydestination\t)\nsmtpd_tls_CApath = [${ }]\n'
  name_it "$1" conditions && main_cf 'mydestination = m\nsmtp_tls_CAfile =
relayhost = ${mydestination?yes}${mydestination:no}${smtp_tls_CAfile?yes}${smtp_tls_CAfile:no}
smtp_tls_CApath = ${mydestination?{a}:{b}}${smtp_tls_CAfile ? { a } : { b }}${nobody?{a}:{b}}
smtpd_tls_CAfile = ${mydestination?a:b}|${mydestination??a:{b}c}|${smtp_tls_CAfile?{a}:b c}
smtpd_tls_CApath = ${mydestination?}${mydestination:}${nobody?}${nobody:}${mydestination?{}:{}}.\n'
  name_it "$1" conditions-without-a-name &&
    main_cf 'relayhost = [${:a}]\nsmtp_tls_CAfile = [${?a}]\nsmtp_tls_CApath = [${ : {a} }]\n'
  name_it "$1" blanks-around-operators && main_cf 'mydestination = m
relayhost = [${mydestination? a }][${mydestination ?  a }][${mydestination ? {a} }][${nobody : a }]
smtp_tls_CAfile = [${mydestination\n  ? {a\n b}\n  : {c}\n  }]\n'
  name_it "$1" relations && main_cf 'mydestination = 010
relayhost = ${{$mydestination} == {10} ? {yes} : {no}}${{b}>={a}?{yes}}${{10}<{9}?{yes}:no}
smtp_tls_CAfile = ${{a}=={a}}|${{a}!={a}}|${{a} < {b}}|${{a}<={B}}|${{2}>{10}}|${{2x}>{10}}
smtp_tls_CApath = $({{a}}=={{a}})|$({a}=={a}?{b})|${ {a} == {a} :{b}}|${{}=={}}|${{ a}=={a}}
smtpd_tls_CAfile = ${{\xff}>{a}}|${{$nobody}=={}}|${{${{a}=={a}}}=={true}?{t}:{f}}\n'
  name_it "$1" large-numbers &&
    main_cf 'relayhost = ${{9223372036854775807}>{1}?{a}}${{00000000000000000000000001}=={1}?{b}}\n'
  name_it "$1" levels && main_cf 'compatibility_level = 3.6.1
relayhost = ${{$compatibility_level} <level {3.6} ? {md5} : {sha256}}
smtp_tls_CAfile = ${{$compatibility_level} >=level {3.6}}|${{3.10}>level{3.9}}|${{2}==level{2.0.0}}
smtp_tls_CApath = ${{ 2}<=level{+3}}|${{2. 1}!=level{2.1}}|${{8796093022207}>level{1}}|${{-0}==level{0}}\n'
  name_it "$1" level-2 && main_cf 'compatibility_level = 2\n'
  name_it "$1" level-of-another && main_cf 'compatibility_level = $relayhost\nrelayhost = 3.9\n'
  name_it "$1" only-what-is-chosen-is-read &&
    main_cf 'relayhost = ${nobody?{$-}:{a}}\nsmtp_tls_CAfile = ${{a}=={a}?{b}:{${x-y}}}\n'
  name_it "$1" nested && main_cf 'mydestination = m
relayhost = ${mydestination?{${nobody:{${mydestination?{deep}:{no}}}}}:{no}}
smtp_tls_CAfile = ${nobody:${nobody:$mydestination}}$(mydestination?(a))${mydestination?(}\n'
  name_it "$1" users-own && main_cf 'u_one = 1\nu_two = $u_one$u_one\nrelayhost = $u_two-${u_none:x}\n'
  name_it "$1" a-hundred-levels && main_cf 'relayhost = $u0\nu99 = end\n'
  for ((level = 0; level < 99; level++)); do
    printf 'u%d = $u%d\n' "$level" "$((level + 1))"
  done >>"$place/main.cf"
  name_it "$1" refused-more-levels && main_cf 'relayhost = $u0\nu100 = end\n'
  for ((level = 0; level < 100; level++)); do
    printf 'u%d = $u%d\n' "$level" "$((level + 1))"
  done >>"$place/main.cf"
}

expressions_refused() {
  local text number=0
  name_it "$1" refused-itself && main_cf 'relayhost = a$relayhost\n'
  name_it "$1" refused-each-other && main_cf 'relayhost = $u_one\nu_one = x${u_two}\nu_two = $relayhost\n'
  name_it "$1" refused-itself-in-a-condition && main_cf 'relayhost = a${relayhost?{$relayhost}}\n'
  name_it "$1" refused-itself-in-a-relation && main_cf 'relayhost = ${{$relayhost} == {a} ? {b}}\n'
  name_it "$1" refused-level-not-a-number && main_cf 'compatibility_level = new\n'
  name_it "$1" refused-level-too-long && main_cf 'compatibility_level = 3.6.1.2\n'
  name_it "$1" refused-level-empty && main_cf 'compatibility_level =\n'
  while IFS= read -r text; do
    number=$((number + 1))
    name_it "$1" "refused-expression-$number"
    printf 'relayhost = %s\nmydestination = m\n' "$text" >"$place/main.cf"
  done <<'END'
$
a$-
${}
$()
${mydestination
$(mydestination
${my-destination}
${my destination}
${mydestination?{a}b}
${nobody:{a}b}
${mydestination?{a}:{b}c}
${{a}}
${{a}=={b}x}
${{a}={b}}
${{a}=~{b}?{c}}
${{a}==b}
${{a}== level{b}}
${{1}==levels{1}}
${{1}==level_{1}}
${{x}==level{1}}
${{1}<level{1.}}
${{1}<level{1 }}
${{1}<level{1.1024}}
${{1}<level{8796093022208}}
${{9223372036854775808}>{1}}
$(mydestination?{a)
$({a}=={a)
${mydestination?{$-}}
END
}

master_cf_entries() {
  name_it "$1" services && master_cf '# c\nsmtp inet n - y - - smtpd\n#submission inet n - n - - smtpd
submission inet n - n - 10 smtpd\n  -o syslog_name=postfix/submission\n# c\n\n  # c
\t-o smtpd_tls_security_level=encrypt\ntlsmgr unix - - n 1000? 1 tlsmgr\nx fifo n n n 60 0 x -v
y pass - - n - - y\npostlog unix-dgram n - n - 1 postlogd\n127.0.0.1:465 inet n - n - - smtpd'
  name_it "$1" overrides && master_cf 'smtp inet n - n - - smtpd -o a=1 -ob=2 -v -o { c = x, y } -D
 -o {d=} -o e= -vo f=$myhostname -v -vvo g=>=TLSv1.2 -o{h = i} -o j=a=b -o {k = {l} {m} }\n'
  name_it "$1" last-override-wins && master_cf 'smtp inet n - n - - smtpd -o a=1 -o b=2 -o a=3\n'
  name_it "$1" overrides-end && master_cf 'smtp inet n - n - - smtpd -o a=1 -- -o b=2
x unix - n n - - pipe flags=F user=v argv=/x -o c=1 ${nexthop} {a b} {c}\n'
  name_it "$1" an-entry-twice && master_cf 'smtp inet n - n - - smtpd -o a=1
smtp inet n - y - - smtpd -o a=2\nsmtp unix - - n - - smtp\n'
  name_it "$1" master-crlf &&
    master_cf 'smtp inet n - n - - smtpd\r\n  -o a=1\r\n  -o b=2\r\n\r\nx unix - - n - 0 x\r\n'
  name_it "$1" master-blanks && master_cf 'smtp\tinet n -\tn - - smtpd\n\t-o\n  a=1\n \t \n\t-o { b =\n  c d }\n'
  name_it "$1" master-stray && master_cf '  -o a=1\nsmtp inet n - n - - smtpd\n'
  name_it "$1" master-empty && master_cf ''
  name_it "$1" braces && master_cf 'smtp inet n - n - - smtpd -o {a={b}c} {d e} f{g h}i -o j=k\n
x{y z} unix - - n - - smtp -o a{b=c d}\n'
  name_it "$1" references && main_cf 'relayhost = r\nu_one = 1\n'
  master_cf 'smtp inet n - n - - smtpd -o relayhost=$u_one -o u_one=2 -o u_two=$relayhost\n'
}

master_cf_refused() {
  local text number=0
  name_it "$1" refused-later-entry && master_cf '# c\nsmtp inet n - n - - smtpd\n  -o a=b\n\nx unix - n\n'
  while IFS= read -r text; do
    number=$((number + 1))
    name_it "$1" "refused-entry-$number"
    printf '%s\n' "$text" >"$place/master.cf"
  done <<'END'
smtp inet n - n - -
smtp
smtp tcp n - n - - smtpd
smtp inet yes - n - - smtpd
smtp inet n x n - - smtpd
smtp inet n - N - - smtpd
smtp inet n - n 10s - smtpd
smtp inet n - n ?? - smtpd
smtp inet n - n - -1 smtpd
smtp inet n - n - 1? smtpd
smtp inet n - n - smtpd -o a=b
smtp inet n - n - - smtpd -o {a = b
smtp {inet n - n - - smtpd} -o a=b
END
}
