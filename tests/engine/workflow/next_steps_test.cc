#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/workflow/resolve_person.h"
#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(NextSteps, ListsThePairsWithTheReasonOfTheirEffectiveDay) {
  World world = KambulatWorld();
  const auto person = ResolvePerson(world.state, "М.Р. Мамедов");
  ASSERT_TRUE(person.ok()) << person.status();
  const auto steps = NextSteps(world.state, *test::Rules(), *person, test::Day("2022-10-24"));
  ASSERT_TRUE(steps.ok()) << steps.status();
  const NextStep* pairs = nullptr;
  for (const NextStep& step : *steps) {
    if (step.sheet.tasks[step.index].planned->id.value() ==
        "kambulat/kambulat-2022/3.5/2022-10-30") {
      pairs = &step;
    }
  }
  ASSERT_NE(pairs, nullptr);
  EXPECT_TRUE(pairs->first);
  EXPECT_THAT(pairs->reason, HasSubstr("29.10.2022"));
  EXPECT_THAT(pairs->reason, HasSubstr("30.10.2022: воскресенье"));
}

TEST(NextSteps, PutsTheOldestDebtFirstAndWorkWithoutADayLast) {
  World world = KambulatWorld();
  const auto steps =
      NextSteps(world.state, *test::Rules(), PersonId("mamedov"), test::Day("2022-10-24"));
  ASSERT_TRUE(steps.ok());
  int group = 0;
  std::optional<Date> last;
  for (const NextStep& step : *steps) {
    const task::Task& task = step.sheet.tasks[step.index];
    const int own = task.effective_due ? 0 : task.planned->ongoing ? 1 : 2;
    EXPECT_GE(own, group);
    group = own;
    if (!task.effective_due) continue;
    EXPECT_LE(last.value_or(*task.effective_due), *task.effective_due);
    last = task.effective_due;
  }
  EXPECT_EQ(group, 2);
}

TEST(NextSteps, DoesNotShowOneSchoolToAnother) {
  World world = KambulatWorld();
  world.Organization("other", roadmap::Level::kSchool);
  world.Person("stranger", "Чужой Ч. Ч.");
  world.Role("other", "curator", "stranger");
  const auto steps =
      NextSteps(world.state, *test::Rules(), PersonId("stranger"), test::Day("2022-10-24"));
  ASSERT_TRUE(steps.ok());
  EXPECT_TRUE(steps->empty());
}

TEST(ResolvePerson, SuggestsANearNameAndRefusesToChoose) {
  World world = KambulatWorld();
  const auto unknown = ResolvePerson(world.state, "Мамедав М. Р.");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(RejectionOf(unknown.status()).reason, "PERSON_UNKNOWN");
  EXPECT_THAT(RejectionOf(unknown.status()).message, HasSubstr("Мамедов М. Р."));
  const auto surname = ResolvePerson(world.state, "Мамедав");
  EXPECT_THAT(RejectionOf(surname.status()).message, HasSubstr("Мамедов М. Р."));
  world.Person("mamedov2", "Мамедов М. Р.");
  const auto two = ResolvePerson(world.state, "Мамедов М. Р.");
  ASSERT_FALSE(two.ok());
  EXPECT_EQ(RejectionOf(two.status()).reason, "PERSON_AMBIGUOUS");
}

TEST(ResolvePerson, WhoeverIsNotKnownIsAsIfHeDidNotExist) {
  World world = KambulatWorld();
  world.Person("mamedov2", "Мамедов М. Р.");
  world.Person("mamedova", "Мамедова А. А.");
  const auto knows = [](const PersonId& id) { return id == PersonId("mamedov"); };
  const auto one = ResolvePerson(world.state, "Мамедов М. Р.", knows);
  ASSERT_TRUE(one.ok()) << one.status();
  EXPECT_EQ(one->value(), "mamedov");
  const auto other = ResolvePerson(world.state, "mamedov2", knows);
  EXPECT_EQ(RejectionOf(other.status()).reason, "PERSON_UNKNOWN");
  const auto near = ResolvePerson(world.state, "Мамедав", knows);
  EXPECT_EQ(RejectionOf(near.status()).reason, "PERSON_UNKNOWN");
  EXPECT_THAT(RejectionOf(near.status()).message, HasSubstr("Мамедов М. Р."));
  EXPECT_THAT(RejectionOf(near.status()).message, Not(HasSubstr("Мамедова")));
}

}  // namespace
}  // namespace vekha::workflow
