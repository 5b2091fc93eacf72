#include "service/http/dispatcher.h"

#include <fmt/format.h>
#include <google/protobuf/message.h>
#include <grpcpp/client_context.h>
#include <spdlog/spdlog.h>

#include <cassert>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string_view>
#include <utility>

#include "service/http/codec.h"
#include "service/http/error.h"
#include "service/http/metadata.h"
#include "service/http/origin.h"
#include "service/http/preamble.h"
#include "service/http/push.h"

namespace vekha::http {

using google::protobuf::Message;
using google::protobuf::MessageFactory;

struct Dispatcher::Call {
  const Method* method = nullptr;
  std::string path;
  Codec codec = Codec::kJson;
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
  Answered answered;
};

struct Dispatcher::Calls {
  std::mutex mutex;
  std::condition_variable gone;
  std::set<std::shared_ptr<Call>> all;
};

namespace {

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(type)->New());
}

// A key makes a repeat safe without the sender knowing our field for it.
void SetRequestId(const std::optional<std::string>& key, Message& message) {
  using google::protobuf::FieldDescriptor;
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("request_id");
  if (!key || field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return;
  }
  const auto* reflection = message.GetReflection();
  if (reflection->GetString(message, field).empty()) reflection->SetString(&message, field, *key);
}

void Append(std::vector<Header> more, std::vector<Header>& headers) {
  headers.insert(headers.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
}

Answer NotReadable() {
  return ErrorAnswer(Rejection{absl::StatusCode::kInternal,
                               "ANSWER_UNREADABLE",
                               "the answer of the service cannot be written in this form",
                               "Ответ сервиса не удалось записать.",
                               {}});
}

Answer Succeeded(Codec codec, const google::protobuf::Descriptor* type,
                 const grpc::ByteBuffer& response) {
  grpc::Slice slice;
  if (!response.DumpToSingleSlice(&slice).ok()) return NotReadable();
  Answer out{.headers = {{"content-type", std::string(ContentType(codec))}}, .body = {}};
  if (codec == Codec::kProto) {
    out.body.assign(slice.begin(), slice.end());
    return out;
  }
  const auto message = NewMessage(type);
  if (!message->ParseFromArray(slice.begin(), static_cast<int>(slice.size()))) {
    return NotReadable();
  }
  auto body = Encode(codec, *message);
  if (!body) return NotReadable();
  out.body = *std::move(body);
  return out;
}

}  // namespace

Dispatcher::Dispatcher(std::shared_ptr<grpc::Channel> channel, Options options,
                       const service::Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      stub_(std::move(channel)),
      calls_(std::make_shared<Calls>()) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const std::string& name : options_.services) {
    const auto* service = pool->FindServiceByName(name);
    assert(service != nullptr);
    for (int i = 0; i < service->method_count(); ++i) {
      const Method* method = service->method(i);
      methods_[fmt::format("/{}/{}", name, method->name())] = method;
    }
  }
}

Dispatcher::~Dispatcher() { CancelAll(); }

void Dispatcher::CancelAll() {
  std::unique_lock lock(calls_->mutex);
  for (const auto& call : calls_->all) call->context.TryCancel();
  calls_->gone.wait(lock, [this] { return calls_->all.empty(); });
}

void Dispatcher::Handle(Request request, Answered answered) {
  if (const auto foreign = CheckOrigin(request, options_.origins)) {
    return answered(ErrorAnswer(*foreign));
  }
  if (!options_.origins.empty()) {
    if (IsPreflight(request)) return answered(PreflightAnswer(request));
    Request asked{
        .method = {}, .target = {}, .headers = request.headers, .body = {}, .arrived = {}};
    answered = [asked = std::move(asked), answered = std::move(answered)](Answer answer) {
      AllowOrigin(asked, answer);
      answered(std::move(answer));
    };
  }
  const auto call = std::make_shared<Call>();
  if (auto refused = Prepare(request, *call)) return answered(*std::move(refused));
  call->answered = std::move(answered);
  Begin(call);
}

std::optional<Answer> Dispatcher::Prepare(const Request& request, Call& call) const {
  if (auto refused = FindMethod(request, call)) return refused;
  if (auto refused = CheckSignature(request)) return refused;
  const auto preamble = ReadPreamble(request);
  if (!preamble.ok()) {
    Answer refused = ErrorAnswer(RejectionOf(preamble.status()));
    if (absl::IsUnimplemented(preamble.status())) {
      refused.headers.push_back({"accept-encoding", "identity"});
    }
    return refused;
  }
  const auto key = ReadKey(request);
  if (!key.ok()) return ErrorAnswer(RejectionOf(key.status()));
  const auto message = NewMessage(call.method->input_type());
  if (const auto wrong = Decode(call.codec, request.body, *message)) return ErrorAnswer(*wrong);
  SetRequestId(*key, *message);

  const grpc::Slice slice(message->SerializeAsString());
  call.request = grpc::ByteBuffer(&slice, 1);
  if (preamble->timeout) {
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - request.arrived);
    if (*preamble->timeout <= spent) return TimedOut();
    call.context.set_deadline(std::chrono::system_clock::now() + *preamble->timeout - spent);
  }
  for (const auto& [name, value] : ToMetadata(request.headers)) {
    call.context.AddMetadata(name, value);
  }
  return std::nullopt;
}

std::optional<Answer> Dispatcher::FindMethod(const Request& request, Call& call) const {
  const auto found = methods_.find(PathOf(request.target));
  if (found == methods_.end()) return MethodUnknown();
  if (request.method != "POST") return OnlyPost();
  const std::string type = FindHeader(request.headers, "content-type").value_or("");
  const Method* method = found->second;
  if (method->client_streaming() || method->server_streaming()) return MethodStreams(type);
  const auto codec = ReadContentType(type);
  if (!codec) return ContentTypeUnknown();
  call.method = method;
  call.path = found->first;
  call.codec = *codec;
  return std::nullopt;
}

std::optional<Answer> Dispatcher::CheckSignature(const Request& request) const {
  if (options_.secrets_file.empty()) return std::nullopt;
  const auto secrets = ReadSecrets(options_.secrets_file);
  if (!secrets.ok()) {
    spdlog::error("http: {}", std::string(secrets.status().message()));
    return SecretsUnreadable();
  }
  const auto wrong = CheckPush(request, *secrets, clock_.Now());
  return wrong ? std::optional(ErrorAnswer(*wrong)) : std::nullopt;
}

void Dispatcher::Begin(const std::shared_ptr<Call>& call) {
  {
    const std::lock_guard lock(calls_->mutex);
    calls_->all.insert(call);
  }
  // `calls` and not `this`: the last one to go may find its dispatcher gone.
  stub_.UnaryCall(
      &call->context, call->path, grpc::StubOptions(), &call->request, &call->response,
      [call, calls = calls_](const grpc::Status& status) {
        Answer answer = status.ok()
                            ? Succeeded(call->codec, call->method->output_type(), call->response)
                            : ErrorAnswer(status);
        Append(FromMetadata(call->context.GetServerInitialMetadata(), ""), answer.headers);
        Append(FromMetadata(call->context.GetServerTrailingMetadata(), "trailer-"), answer.headers);
        call->answered(std::move(answer));
        const std::lock_guard lock(calls->mutex);
        calls->all.erase(call);
        calls->gone.notify_all();
      });
}

}  // namespace vekha::http
