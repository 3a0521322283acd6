// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <memory>

#include "core/served.hpp"
#include "net/lookup.hpp"
#include "net/tls_offers.hpp"

namespace asio {
class io_context;
}

namespace postseal::net {

// What came of one look, and whether the same service may show another kind of certificate: not
// where it was not reached, took too long, or would not begin TLS.
struct Looked {
  ServiceLook seen{};
  bool worth_another = false;
};

// Looks at services, any number of them at once, all in the thread that runs the context: connects
// to a service, brings it to TLS and takes down the certificates it sends, whatever they are.
// Nothing is verified and nothing is delivered. Whatever the service does, a look ends soon after
// its limit.
class Looker {
 public:
  // Both outlive every look.
  Looker(asio::io_context& context, TlsOffers& offers)
      : context_(context), offers_(offers), lookups_(std::make_shared<Lookups>()) {}

  // DONE is called in the thread of the context; FAILURE is an Error, where this machine fails.
  using Done = std::function<void(std::exception_ptr failure, Looked looked)>;
  void begin(const ServiceAddress& address, Done done);

 private:
  asio::io_context& context_;
  TlsOffers& offers_;
  std::shared_ptr<Lookups> lookups_;
};

}  // namespace postseal::net
