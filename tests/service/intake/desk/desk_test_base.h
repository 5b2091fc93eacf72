// A school with a desk over a store that a test makes misbehave.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "engine/workflow/rule_book.h"
#include "service/base/clock.h"
#include "service/base/rules.h"
#include "service/intake/desk/desk.h"
#include "service/store/memory_store.h"

namespace vekha::intake {

inline const OrganizationId kSchool("school");

template <typename Store>
class DeskTestBase : public testing::Test {
 protected:
  void Open(std::unique_ptr<Store> store) {
    const auto sources = service::EmbeddedRules();
    const auto rules = workflow::LoadRuleBook(sources);
    ASSERT_TRUE(rules.value);
    store_ = store.get();
    auto runner = runner::Runner::Open(std::move(store), *rules.value, clock_);
    ASSERT_TRUE(runner.ok()) << runner.status();
    runner_ = *std::move(runner);
    workflow::Organization school;
    school.id = kSchool;
    school.name = "Школа";
    ASSERT_TRUE(runner_->Execute({.command = workflow::PutOrganization{school, ""}}).ok());
    desk_ = std::make_unique<Desk>(*runner_, *LoadMappings(sources).value);
  }

  service::FakeClock clock_{std::chrono::sys_days{std::chrono::year{2022} / 10 / 24}};
  Store* store_ = nullptr;  // of the runner
  std::unique_ptr<runner::Runner> runner_;
  std::unique_ptr<Desk> desk_;
};

}  // namespace vekha::intake
