// sum, min and max of a list.
#include <gtest/gtest.h>

#include "tests/engine/condition/test_facts.h"

namespace vekha::condition {
namespace {

class ListFunctionTest : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(ListFunctionTest, Answers) {
  EXPECT_EQ(Answer(GetParam().first, SchoolFacts()), GetParam().second) << GetParam().first;
}

INSTANTIATE_TEST_SUITE_P(
    Lists, ListFunctionTest,
    testing::Values(
        std::pair("[1, 2, 3].sum()", "6"), std::pair("[0.5, 0.25].sum()", "0.75"),
        std::pair("[1u, 2u].sum()", "3u"),
        std::pair("[duration('1h'), duration('30m')].sum() == duration('5400s')", "true"),
        std::pair("[].sum()", "0"), std::pair("[1, 2].filter(n, n > 5).sum()", "0"),
        std::pair("[0.5].filter(n, n > 5.0).sum() / 2.0", "0.0"),
        std::pair("[1u].filter(n, n > 5u).sum()", "0u"),
        std::pair("[duration('1h')].filter(d, false).sum() == duration('0s')", "true"),
        std::pair("[9223372036854775807, 1].sum()", "error(overflow in +)"),
        std::pair("[dyn(1), dyn(0.5)].sum()", "error(no such overload: int + double)"),
        std::pair("[dyn('a')].sum()", "error(no such overload: sum() of string)"),
        std::pair("[mentees.without_request, 1].sum()", "unknown(mentees.without_request)"),
        std::pair("[3, 1, 2].min()", "1"), std::pair("[3, 1, 2].max()", "3"),
        std::pair("['б', 'а'].min()", "\"а\""),
        std::pair("[date('2022-10-28'), today].min()", "date('2022-10-24')"),
        std::pair("[2.5, 1.5].max()", "2.5"), std::pair("[false, true].max()", "true"),
        std::pair("[dyn(1), dyn(2.5)].max()", "2.5"),
        std::pair("[].min()", "error(min() of an empty list)"),
        std::pair("[[1]].max()",
                  "7: E0206: max() does not take (list<list<int>>) (it is max(list<int>), "
                  "max(list<uint>), max(list<double>), max(list<bool>), max(list<string>), "
                  "max(list<bytes>), max(list<duration>), max(list<timestamp>), "
                  "max(list<date>))"),
        std::pair("sum([1])", "1: E0205: there is no function sum() (write x.sum(...))")));

}  // namespace
}  // namespace vekha::condition
