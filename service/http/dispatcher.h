// The unary form of the Connect protocol (connectrpc.com/docs/protocol): POST
// /package.Service/Method with a message in JSON or binary form becomes a gRPC call of the same
// server, so that both doors know the same methods, deadlines, limits and errors. Made from
// descriptors: no method is named.
#pragma once

#include <google/protobuf/descriptor.h>
#include <grpcpp/channel.h>
#include <grpcpp/generic/generic_stub.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "service/base/clock.h"
#include "service/http/message.h"

namespace vekha::http {

using Answered = std::function<void(Answer)>;

// Thread-safe.
class Dispatcher {
 public:
  struct Options {
    std::vector<std::string> services;  // full names; each must be linked into this program
    std::string secrets_file;           // empty: calls need no signature (service/http/push.h)
    std::vector<std::string> origins;   // web pages that may call (service/http/origin.h)
  };

  // `clock` must outlive this.
  Dispatcher(std::shared_ptr<grpc::Channel> channel, Options options, const service::Clock& clock);
  ~Dispatcher();

  // Answers exactly once, before it returns or later from a thread of gRPC.
  void Handle(Request request, Answered answered);

  // Cancels what is under way and returns when all of it has been answered.
  void CancelAll();

 private:
  struct Call;
  struct Calls;
  using Method = google::protobuf::MethodDescriptor;

  std::optional<Answer> Prepare(const Request& request, Call& call) const;
  std::optional<Answer> FindMethod(const Request& request, Call& call) const;
  std::optional<Answer> CheckSignature(const Request& request) const;
  void Begin(const std::shared_ptr<Call>& call);

  const Options options_;
  const service::Clock& clock_;
  grpc::GenericStub stub_;
  std::unordered_map<std::string, const Method*> methods_;  // by path
  std::shared_ptr<Calls> calls_;                            // those under way
};

}  // namespace vekha::http
