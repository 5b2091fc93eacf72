// A client of gRPC's own health and reflection services. Not all their messages are in Debian's
// headers, headers, so they are written and read field by field.
#pragma once

#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

namespace vekha::api {

struct RawAnswer {
  grpc::Status status;
  std::string message;
};

inline std::string TextField(int number, const std::string& text) {
  google::protobuf::UnknownFieldSet fields;
  fields.AddLengthDelimited(number, text);
  std::string out;
  fields.SerializeToString(&out);
  return out;
}

// One message there, one back, whether the method streams or not.
inline RawAnswer AskRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                        const std::string& request) {
  RawAnswer out;
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  const auto call = stub.PrepareCall(&context, method, &queue);
  call->StartCall(nullptr);
  queue.Next(&tag, &ok);
  const grpc::Slice slice(request);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  queue.Next(&tag, &ok);
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  queue.Next(&tag, &ok);
  grpc::Slice bytes;
  if (ok && answer.DumpToSingleSlice(&bytes).ok()) {
    out.message.assign(bytes.begin(), bytes.end());
  }
  call->Finish(&out.status, nullptr);
  queue.Next(&tag, &ok);
  return out;
}

inline std::string CheckHealth(const std::shared_ptr<grpc::Channel>& channel,
                               const std::string& service) {
  const RawAnswer answer = AskRaw(channel, "/grpc.health.v1.Health/Check", TextField(1, service));
  if (answer.status.error_code() == grpc::StatusCode::NOT_FOUND) return "NOT_FOUND";
  google::protobuf::UnknownFieldSet fields;
  fields.ParseFromString(answer.message);
  if (!answer.status.ok() || fields.field_count() != 1) return "?";
  return fields.field(0).varint() == 1 ? "SERVING" : "NOT_SERVING";
}

// True when reflection can say what is in a service: a client asks that of every one it lists.
inline bool IsDescribed(const std::shared_ptr<grpc::Channel>& channel, const std::string& service) {
  constexpr int kFileContainingSymbol = 4;
  constexpr int kFileDescriptorResponse = 4;
  const RawAnswer answer =
      AskRaw(channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
             TextField(kFileContainingSymbol, service));
  google::protobuf::UnknownFieldSet fields;
  fields.ParseFromString(answer.message);
  for (int i = 0; i < fields.field_count(); ++i) {
    if (fields.field(i).number() == kFileDescriptorResponse) return true;
  }
  return false;
}

inline std::vector<std::string> ReflectedServices(const std::shared_ptr<grpc::Channel>& channel) {
  constexpr int kListServices = 7;
  constexpr int kListServicesResponse = 6;
  const RawAnswer answer =
      AskRaw(channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
             TextField(kListServices, ""));
  google::protobuf::UnknownFieldSet fields;
  fields.ParseFromString(answer.message);
  std::vector<std::string> out;
  for (int i = 0; i < fields.field_count(); ++i) {
    if (fields.field(i).number() != kListServicesResponse) continue;
    google::protobuf::UnknownFieldSet list;
    list.ParseFromString(fields.field(i).length_delimited());
    for (int j = 0; j < list.field_count(); ++j) {
      google::protobuf::UnknownFieldSet service;
      service.ParseFromString(list.field(j).length_delimited());
      out.push_back(service.field(0).length_delimited());
    }
  }
  return out;
}

}  // namespace vekha::api
