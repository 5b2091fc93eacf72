#include "service/api/status.h"

#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <gtest/gtest.h>

#include "vekha/v1/types.pb.h"

namespace vekha::api {
namespace {

absl::Status Sample(std::string message) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "EVIDENCE_MISSING",
                   message,
                   "Нужен приказ. " + message,
                   {{"task", message}}});
}

google::rpc::Status RichOf(const grpc::Status& status) {
  google::rpc::Status out;
  EXPECT_TRUE(out.ParseFromString(status.error_details()));
  return out;
}

TEST(Status, CarriesOneErrorInfoAndARussianText) {
  const grpc::Status status = ToGrpc(Sample("order"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  const google::rpc::Status rich = RichOf(status);
  ASSERT_EQ(rich.details_size(), 2);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rich.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "EVIDENCE_MISSING");
  EXPECT_EQ(info.domain(), "vekha.dev");
  EXPECT_EQ(info.metadata().at("task"), "order");
  google::rpc::LocalizedMessage localized;
  ASSERT_TRUE(rich.details(1).UnpackTo(&localized));
  EXPECT_EQ(localized.locale(), "ru");
  EXPECT_EQ(localized.message(), "Нужен приказ. order");
}

TEST(Status, OfAnyOriginHasAReason) {
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(RichOf(ToGrpc(absl::InternalError("x"))).details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "INTERNAL");
}

TEST(Status, StaysBelowWhatClientsAcceptAndKeepsWholeCharacters) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "ж";
  absl::Status status = Sample(text);
  v1::Diagnostics detail;
  for (int i = 0; i < 10; ++i) detail.add_diagnostics()->set_message(std::string(150, 'x'));
  AttachDetail(status, detail);
  const grpc::Status sent = ToGrpc(status);
  // Trailers percent-encode the message and base64 the details.
  EXPECT_LT(sent.error_message().size() * 3 + sent.error_details().size() * 4 / 3, 8000u);
  ASSERT_EQ(RichOf(sent).details_size(), 3);
  v1::Diagnostics received;
  ASSERT_TRUE(RichOf(sent).details(2).UnpackTo(&received));
  EXPECT_EQ(received.diagnostics_size(), 10);
}

}  // namespace
}  // namespace vekha::api
