#include "engine/workflow/marks.h"

#include <gmock/gmock.h>

#include <tuple>

#include "engine/workflow/tree.h"
#include "tests/engine/workflow/random_world.h"

namespace vekha::workflow {
namespace {

using condition::Value;
using test::Day;

// What marks must say of a task, as the sheet says it.
struct Seen {
  OrganizationId organization;
  AdoptionKey adoption;
  std::string measure;
  task::TaskStatus status;
  bool overdue, done_late, applies, blocked, ongoing;
  int due_revision;
  DayNumber nominal, due;
  bool operator==(const Seen&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Seen& s) {
  return out << s.organization.value() << '/' << s.adoption.roadmap.value() << '/' << s.measure
             << ' ' << task::TaskStatusName(s.status) << " overdue=" << s.overdue
             << " late=" << s.done_late << " applies=" << s.applies << " blocked=" << s.blocked
             << " ongoing=" << s.ongoing << " rev=" << s.due_revision << " nominal=" << s.nominal
             << " due=" << s.due;
}

DayNumber NumberOf(const std::optional<Date>& day) { return day ? DayNumberOf(*day) : kNoDay; }

std::vector<Seen> FromSheets(const State& state, const OrganizationId& organization, Date day) {
  std::vector<Seen> out;
  const auto sheets = SheetsOf(state, *test::Rules(), organization, day, true);
  EXPECT_TRUE(sheets.ok()) << sheets.status();
  for (const TaskSheet& sheet : *sheets) {
    for (const task::Task& t : sheet.tasks) {
      out.push_back({t.planned->organization, sheet.adoption, t.planned->measure->id.value(),
                     t.status, t.overdue, t.done_late, t.applies, !t.blocked_by.empty(),
                     t.planned->ongoing, t.due_revision,
                     t.window ? DayNumberOf(t.window->due) : kNoDay, NumberOf(t.effective_due)});
    }
  }
  return out;
}

std::vector<Seen> FromMarks(const State& state, const OrganizationId& organization, Date day) {
  std::vector<Seen> out;
  const DayNumber on = DayNumberOf(day);
  const absl::Status visited = VisitMarks(
      state, *test::Rules(), organization, day, true,
      [&](const std::shared_ptr<const SheetMarks>& marks) {
        const auto measures = roadmap::WorkMeasures(*marks->roadmap);
        for (const TaskMark& m : marks->tasks) {
          out.push_back({marks->organization, marks->adoption, measures[m.measure]->id.value(),
                         StatusOn(m, on), IsOverdueOn(m, on), IsDoneLateOn(m, on), m.applies,
                         m.blocked, m.ongoing, m.due_revision, m.nominal_due, m.due});
        }
      });
  EXPECT_TRUE(visited.ok()) << visited;
  return out;
}

void Compare(const World& world, Chance& chance, const char* whose, unsigned seed) {
  const OrganizationId place(chance.OneOf(kPlaces));
  const Date day = chance.ADay();
  ASSERT_THAT(FromMarks(world.state, place, day),
              testing::ElementsAreArray(FromSheets(world.state, place, day)))
      << whose << " of world " << seed << ", " << place.value() << " on " << FormatIso(day);
}

// All that a mark says.
auto Whole(const TaskMark& m) {
  return std::make_tuple(m.open_from, m.nominal_due, m.due, m.done_on, m.due_revision, m.measure,
                         m.end, m.applies, m.ongoing, m.blocked, m.done_late, m.unrecorded,
                         m.delegated, m.extended);
}

using Sheets = std::vector<std::shared_ptr<const SheetMarks>>;

void Visit(const State& state, const OrganizationId& place, Date day, bool subtree, Sheets& out) {
  const absl::Status visited =
      VisitMarks(state, *test::Rules(), place, day, subtree,
                 [&](const std::shared_ptr<const SheetMarks>& marks) { out.push_back(marks); });
  ASSERT_TRUE(visited.ok()) << visited;
}

// Nothing is remembered of a copy: one question reads all its sheets, most of them from models.
TEST(Marks, OfManySchoolsReadAtOnceAreThoseOfEachReadByItself) {
  for (unsigned seed = 200; seed < 300; ++seed) {
    Chance chance(seed);
    World world = BaseWorld();
    for (int step = 0; step < 40; ++step) {
      AnyEvent(world, chance);
      if (step % 4 != 3) continue;
      const Date day = chance.ADay();
      const OrganizationId top("district");
      Sheets at_once;
      Visit(State(world.state), top, day, true, at_once);
      Sheets each;
      for (const OrganizationId& place : Subtree(world.state, top, day)) {
        Visit(State(world.state), place, day, false, each);
      }
      ASSERT_EQ(at_once.size(), each.size());
      for (size_t i = 0; i < each.size(); ++i) {
        const SheetMarks& one = *at_once[i];
        const SheetMarks& other = *each[i];
        ASSERT_EQ(one.organization, other.organization);
        ASSERT_EQ(one.adoption, other.adoption);
        ASSERT_EQ(one.first, other.first);
        ASSERT_EQ(one.last, other.last);
        ASSERT_EQ(one.tasks.size(), other.tasks.size());
        for (size_t t = 0; t < other.tasks.size(); ++t) {
          ASSERT_EQ(Whole(one.tasks[t]), Whole(other.tasks[t]))
              << "world " << seed << ", step " << step << ", " << one.organization.value()
              << ", task " << t << " on " << FormatIso(day);
        }
      }
    }
  }
}

TEST(Marks, AnswerAsTheSheetsOfAnyDayAfterAnyEvents) {
  const World base = BaseWorld();
  for (unsigned seed = 0; seed < 150; ++seed) {
    Chance chance(seed);
    World world = base;
    World copy = base;
    for (int step = 0; step < 25; ++step) {
      AnyEvent(world, chance);
      AnyEvent(copy, chance);
      if (chance.Below(10) == 0) copy = world;
      if (chance.Below(20) == 0) world = World(copy);
      ASSERT_NO_FATAL_FAILURE(Compare(world, chance, "world", seed));
      ASSERT_NO_FATAL_FAILURE(Compare(copy, chance, "copy", seed));
    }
  }
}

std::shared_ptr<const SheetMarks> MarksIn(const World& world, const std::string& place,
                                          std::string_view day) {
  std::shared_ptr<const SheetMarks> out;
  EXPECT_TRUE(VisitMarks(world.state, *test::Rules(), OrganizationId(place), Day(day), false,
                         [&](const auto& marks) { out = marks; })
                  .ok());
  return out;
}

World AdoptedWorld() {
  World world = BaseWorld();
  world.Do(AdoptRoadmap{OrganizationId("district"), RoadmapId("plan"), 1, Day("2022-09-01")});
  return world;
}

TEST(Marks, AreReadOnceUntilSomethingOfTheirsChanges) {
  World world = AdoptedWorld();
  const auto first = MarksIn(world, "s1", "2022-10-01");
  EXPECT_EQ(MarksIn(world, "s1", "2022-10-02"), first);
  world.Fact("s2", "mentees.count", Value::Int(5), "2022-09-10");
  world.Fact("district", "mentees.count", Value::Int(5), "2022-09-10");
  world.Run("2022-10-03");
  EXPECT_EQ(MarksIn(world, "s1", "2022-10-03"), first);
  world.Fact("s1", "mentees.count", Value::Int(5), "2022-09-10");
  EXPECT_NE(MarksIn(world, "s1", "2022-10-03"), first);
}

TEST(Marks, OfASchoolChangeWithTheDistrictsTaskItWaitsFor) {
  World world = AdoptedWorld();
  const auto first = MarksIn(world, "s1", "2022-10-01");
  ASSERT_TRUE(first->tasks[0].blocked);
  world.Do(ReportTask{
      TaskId("district/plan/7/2022-12-25"), {PersonId("boss"), Day("2022-10-01"), {}, ""}, "", {}});
  EXPECT_EQ(MarksIn(world, "s1", "2022-10-01"), first);
  world.Do(ReportTask{
      TaskId("district/plan/1/2022-09-20"), {PersonId("boss"), Day("2022-10-01"), {}, ""}, "", {}});
  EXPECT_FALSE(MarksIn(world, "s1", "2022-10-01")->tasks[0].blocked);
}

TEST(Marks, NeverGoFromACopyToTheOriginal) {
  World world = AdoptedWorld();
  const auto first = MarksIn(world, "s1", "2022-10-01");
  World copy = world;
  // The same revision, another content.
  copy.Fact("s1", "mentees.count", Value::Int(5), "2022-09-10");
  world.Fact("s1", "mentees.count", Value::Int(2), "2022-09-10");
  ASSERT_EQ(copy.state.revision, world.state.revision);
  ASSERT_EQ(copy.state.touches, world.state.touches);
  EXPECT_TRUE(MarksIn(copy, "s1", "2022-10-01")->tasks[1].applies);
  EXPECT_FALSE(MarksIn(world, "s1", "2022-10-01")->tasks[1].applies);
  copy = world;
  EXPECT_FALSE(MarksIn(copy, "s1", "2022-10-01")->tasks[1].applies);
}

TEST(Marks, ThatReadTodayHoldForThatDay) {
  World world = BaseWorld();
  world.Do(AdoptRoadmap{OrganizationId("s1"), RoadmapId("own"), 1, Day("2022-09-01")});
  const auto one = MarksIn(world, "s1", "2022-10-05");
  const auto next = MarksIn(world, "s1", "2022-10-06");
  EXPECT_EQ(one->first, DayNumberOf(Day("2022-10-05")));
  EXPECT_EQ(one->last, one->first);
  EXPECT_NE(next, one);
  // Some days are remembered beside each other.
  EXPECT_EQ(MarksIn(world, "s1", "2022-10-05"), one);
}

TEST(Marks, OfAnUnknownOrganizationAreRefused) {
  const World world = AdoptedWorld();
  const auto refused = VisitMarks(world.state, *test::Rules(), OrganizationId("none"),
                                  Day("2022-10-01"), true, [](const auto&) {});
  EXPECT_EQ(RejectionOf(refused).reason, "ORGANIZATION_UNKNOWN");
}

}  // namespace
}  // namespace vekha::workflow
