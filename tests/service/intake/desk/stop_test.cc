// An import that is told to stop while it is read leaves nothing.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>

#include "engine/base/rejection.h"
#include "tests/service/intake/desk/desk_test_base.h"

namespace vekha::intake {
namespace {

namespace fs = std::filesystem;

// Tells to stop whoever asks for a roster: what comes next is the reading.
class StoppingStore : public store::MemoryStore {
 public:
  explicit StoppingStore(std::stop_source stop) : stop_(std::move(stop)) {}
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) override {
    stop_.request_stop();
    return MemoryStore::ReadRoster(organization, source);
  }

 private:
  std::stop_source stop_;
};

class StoppedImport : public DeskTestBase<StoppingStore> {
 protected:
  void SetUp() override { Open(std::make_unique<StoppingStore>(stop_)); }

  void ExpectStopped(const Upload& upload) {
    ImportOrder order{.organization = kSchool,
                      .reading = {.observed_at = clock_.Now().time_since_epoch().count()},
                      .stop = stop_.get_token(),
                      .request_id = "r1"};
    const auto record = desk_->Import(order, upload);
    EXPECT_TRUE(absl::IsCancelled(record.status())) << record.status();
    EXPECT_EQ(RejectionOf(record.status()).reason, "IMPORT_STOPPED");
    EXPECT_TRUE(store_->ReadIntake(kSchool)->empty());
    EXPECT_FALSE(store_->FindRequest("r1")->has_value());
    // It may be tried again.
    order.stop = {};
    const auto again = desk_->Import(order, upload);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_TRUE(again->applied);
    EXPECT_EQ(again->number, 1);
  }

  std::stop_source stop_;
};

TEST_F(StoppedImport, OfListsLeavesNothing) {
  const auto upload = *Upload::Make();
  ASSERT_TRUE(upload->Add("mentees.csv", "ФИО;Класс;Запрос\nБелов Семён;7А;чтение\n").ok());
  ASSERT_TRUE(upload->Finish().ok());
  ExpectStopped(*upload);
}

TEST_F(StoppedImport, OfABundleLeavesNothing) {
  const auto upload = *Upload::Make();
  for (const auto& file :
       fs::directory_iterator("tests/service/intake/bundle/bundles/oneroster-1.1")) {
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    ASSERT_TRUE(upload->Add(file.path().filename().string(), bytes).ok());
  }
  ASSERT_TRUE(upload->Finish().ok());
  ExpectStopped(*upload);
}

}  // namespace
}  // namespace vekha::intake
