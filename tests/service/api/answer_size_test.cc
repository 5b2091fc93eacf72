// Answers stay within what clients accept (4 MiB by default), whatever a day or a backtest holds.
#include <gtest/gtest.h>

#include <set>

#include "service/api/convert_backtest.h"
#include "service/api/convert_simulation.h"

namespace vekha::api {
namespace {

constexpr size_t kClientTakes = 4 << 20;
constexpr int kMany = 50'000;

std::string LongId(int number) {
  return "school/plan/" + std::string(100, 'x') + std::to_string(number);
}

workflow::State SchoolState() {
  workflow::State state;
  state.organizations[OrganizationId("school")] = {};
  return state;
}

TEST(AnswerSize, ADayOfManyClosingsAndUnreadGoesOnInFurtherMessages) {
  simulation::Day day;
  day.date = Date(2022, 10, 1);
  for (int i = 0; i < kMany; ++i) {
    day.run.emplace_back(workflow::TaskClosed{OrganizationId("school"), TaskId(LongId(i)), {}});
    day.unread.push_back(LongId(i));
  }
  std::deque<v1::SimulateResponse> messages;
  EXPECT_EQ(AddDay(day, SchoolState(), messages).tasks_closed(), kMany);
  std::set<std::string> closed;
  std::set<std::string> unread;
  for (const v1::SimulateResponse& message : messages) {
    EXPECT_LT(message.ByteSizeLong(), kClientTakes);
    EXPECT_EQ(message.day().partial(), &message != &messages.back());
    closed.insert(message.day().closed_tasks().begin(), message.day().closed_tasks().end());
    unread.insert(message.day().unread().begin(), message.day().unread().end());
  }
  EXPECT_GT(messages.size(), 1u);
  EXPECT_EQ(closed.size(), size_t{kMany});
  EXPECT_EQ(unread.size(), size_t{kMany});
  EXPECT_EQ(messages.back().day().counts().tasks_closed(), kMany);
}

TEST(AnswerSize, ABacktestWithManyUnplacedReportsIsTruncatedAndSaysSo) {
  simulation::Backtest backtest;
  for (int i = 0; i < kMany; ++i) backtest.unplaced.emplace_back(LongId(i));
  v1::BacktestResponse response;
  FillBacktest(std::move(backtest), PlaceFilter(), SchoolState(), &response);
  EXPECT_LT(response.ByteSizeLong(), kClientTakes);
  EXPECT_TRUE(response.truncated());
}

TEST(AnswerSize, ABacktestOfAFileWithManyNotesIsTruncatedAndSaysSo) {
  simulation::Backtest backtest;
  for (int i = 0; i < kMany; ++i) {
    Diagnostic note;
    note.severity = Severity::kNote;
    note.message = LongId(i);
    backtest.diagnostics.push_back(std::move(note));
  }
  v1::BacktestResponse response;
  FillBacktest(std::move(backtest), PlaceFilter(), SchoolState(), &response);
  EXPECT_LT(response.ByteSizeLong(), kClientTakes);
  EXPECT_TRUE(response.truncated());
}

}  // namespace
}  // namespace vekha::api
