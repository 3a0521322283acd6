// SPDX-License-Identifier: MIT
#include "net/smtp_client.hpp"

#include <catch2/catch.hpp>

using namespace postseal;
using net::SmtpClient;

namespace {

// A client that has heard HEARD so far.
SmtpClient client_after(const std::vector<std::string>& heard) {
  SmtpClient client;
  for (const std::string& text : heard) static_cast<void>(client.take(text));
  return client;
}

const std::string greeting = "220 mx ESMTP\r\n";
const std::string features = "250-mx\r\n250 STARTTLS\r\n";

ServiceLook end_of(SmtpClient client, const std::string& last) {
  return client.take(last).end.value();
}

}  // namespace

TEST_CASE("smtp client: greeting, EHLO, STARTTLS, and TLS may begin", "[net]") {
  SmtpClient client;

  CHECK(client.take(greeting).say == "EHLO localhost\r\n");
  CHECK(client.take(features).say == "STARTTLS\r\n");
  CHECK(client.take("220 go\r\n").tls);
}

TEST_CASE("smtp client: it makes no difference in which pieces a reply comes", "[net]") {
  SmtpClient client;

  for (const char byte : std::string("220-mx\r\n220-is\n220 here\r")) {
    const auto turn = client.take({&byte, 1});
    CHECK(turn.say.empty());
    CHECK_FALSE(turn.end);
  }
  CHECK(client.take("\n").say == "EHLO localhost\r\n");
}

TEST_CASE("smtp client: STARTTLS is offered in any case of letters, and by no other word",
          "[net]") {
  CHECK(client_after({greeting}).take("250-mx\r\n250-starttls x\r\n250 A\r\n").say ==
        "STARTTLS\r\n");
  CHECK(client_after({greeting}).take("250 StartTLS\n").say == "STARTTLS\r\n");
  for (const char* reply :
       {"250 mx\r\n", "250 XSTARTTLS\r\n", "250-mx STARTTLS\r\n250 X\r\n", "502 what?\r\n"})
    CHECK(end_of(client_after({greeting}), reply).outcome == LookOutcome::no_tls);
}

TEST_CASE("smtp client: who refuses STARTTLS is quoted, and left with QUIT", "[net]") {
  for (const char* reply : {"454 4.7.0 not now\r\n", "502 no\r\n", "421 bye\r\n"}) {
    const auto turn = client_after({greeting, features}).take(reply);
    CHECK(turn.end.value().outcome == LookOutcome::refused);
    CHECK(turn.end.value().said + "\r\n" == reply);
    CHECK(turn.say == "QUIT\r\n");
  }
}

TEST_CASE("smtp client: who greets with anything but 220 has not answered", "[net]") {
  for (const char* said : {"421 too busy", "554 go away", "250 hello", "HTTP/1.1 400", "22", "",
                           "2x0 mx", "2200 mx", "22\xff mx"}) {
    const ServiceLook seen = end_of({}, std::string(said) + "\r\n");
    CHECK(seen.outcome == LookOutcome::no_answer);
    CHECK(seen.said == said);
  }
  CHECK(end_of(client_after({greeting}), "451 later\r\n").outcome == LookOutcome::no_answer);
  CHECK(end_of(client_after({greeting, features}), "354 mail?\r\n").outcome ==
        LookOutcome::no_answer);
}

TEST_CASE("smtp client: plaintext after the answer to STARTTLS is not taken for TLS's",
          "[net]") {  // CVE-2011-0411
  for (const char* more : {"250 injected\r\n", "x", "\r\n"}) {
    const ServiceLook seen =
        end_of(client_after({greeting, features}), std::string("220 go\r\n") + more);
    CHECK(seen.outcome == LookOutcome::injected);
    CHECK(seen.said == "plaintext came after its answer to STARTTLS");
  }
}

TEST_CASE("smtp client: lines and replies have an end", "[net]") {
  const std::string full = "220 " + std::string(net::longest_line - 5, 'x') + "\r\n";
  CHECK(client_after({}).take(full).say == "EHLO localhost\r\n");
  CHECK(end_of({}, "220 x" + full).said == "a line of its answer does not end");
  CHECK(end_of({}, std::string(net::longest_line + 1, '2')).outcome == LookOutcome::no_answer);

  std::string lines;
  for (int i = 1; i < net::most_lines; ++i) lines += "220-x\r\n";
  CHECK(client_after({lines}).take("220 x\r\n").say == "EHLO localhost\r\n");
  CHECK(end_of(client_after({lines}), "220-x\r\n").said == "an answer of it does not end");
}

TEST_CASE("smtp client: what a server said is cut to one short line", "[net]") {
  CHECK(net::first_line("a\rb\nc") == "a");
  CHECK(net::first_line(std::string(1000, 'x')) == std::string(net::longest_said, 'x'));
  CHECK(end_of({}, "554-first\r\n554 last\r\n").said == "554-first");
}
