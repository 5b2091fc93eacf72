// vekha demo: loads the demonstration, through the API like any client.
#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/demo_data.h"
#include "service/cli/fact_text.h"
#include "service/cli/json_text.h"
#include "service/cli/rules.h"
#include "service/cli/words.h"
#include "vekha/v1/admin_service.grpc.pb.h"
#include "vekha/v1/directory_service.grpc.pb.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha::cli {
namespace {

// The same request always has the same id, so a second demonstration is answered from memory; a
// request of newer demonstration data has another.
template <typename Request>
std::string RequestIdOf(const Request& request) {
  uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : request.SerializeAsString()) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return fmt::format("demo-{}-{:016x}", request.GetDescriptor()->name(), hash);
}

class Loader {
 public:
  Loader(Session& session, const DemoData& data, const RuleSources& rules)
      : session_(session), data_(data), rules_(rules) {}

  absl::Status LoadAll() {
    VEKHA_RETURN_IF_ERROR(LoadOrganizations());
    VEKHA_RETURN_IF_ERROR(LoadPeople());
    VEKHA_RETURN_IF_ERROR(LoadRoles());
    VEKHA_RETURN_IF_ERROR(LoadRoadmaps());
    VEKHA_RETURN_IF_ERROR(LoadAdoptions());
    return LoadFacts();
  }

 private:
  template <typename Stub, typename Request, typename Response>
  absl::Status Send(Method<Stub, Request, Response> method, Request request) {
    request.set_request_id(RequestIdOf(request));
    return Call(session_, method, request).status();
  }

  absl::Status LoadOrganizations() {
    for (const DemoOrganization& from : data_.organizations) {
      v1::PutOrganizationRequest request;
      v1::Organization& organization = *request.mutable_organization();
      organization.set_id(from.id);
      organization.set_parent(from.parent);
      organization.set_name(from.name);
      organization.set_zone(from.zone);
      organization.set_level(LevelNamed(from.level));
      VEKHA_RETURN_IF_ERROR(Send(&v1::DirectoryService::Stub::PutOrganization, request));
    }
    return absl::OkStatus();
  }

  absl::Status LoadPeople() {
    for (const DemoPerson& from : data_.people) {
      v1::PutPersonRequest request;
      request.mutable_person()->set_id(from.id);
      request.mutable_person()->set_name(from.name);
      if (!from.channel.empty()) {
        v1::Contact& contact = *request.mutable_person()->mutable_contact();
        contact.set_channel(from.channel == "email" ? v1::CONTACT_CHANNEL_EMAIL
                                                    : v1::CONTACT_CHANNEL_SPOOL);
        contact.set_address(from.address);
      }
      VEKHA_RETURN_IF_ERROR(Send(&v1::DirectoryService::Stub::PutPerson, request));
    }
    return absl::OkStatus();
  }

  absl::Status LoadRoles() {
    for (const DemoRole& from : data_.roles) {
      v1::PutRoleHoldingRequest request;
      v1::RoleHolding& holding = *request.mutable_holding();
      holding.set_organization(from.organization);
      holding.set_role(from.role);
      holding.set_person(from.person);
      ToProto(from.from, holding.mutable_first_date());
      VEKHA_RETURN_IF_ERROR(Send(&v1::DirectoryService::Stub::PutRoleHolding, request));
    }
    return absl::OkStatus();
  }

  absl::Status LoadRoadmaps() {
    for (const std::string& name : data_.roadmaps) {
      const auto found = std::find_if(rules_.sources.begin(), rules_.sources.end(),
                                      [&](const Source& source) { return source.name() == name; });
      if (found == rules_.sources.end()) {
        return InputError("RULES_INVALID", {fmt::format("в правилах нет файла {}", name),
                                            fmt::format("the rules have no file {}", name)});
      }
      v1::ApplyRequest request;
      request.set_name(name);
      request.set_text(found->text());
      VEKHA_RETURN_IF_ERROR(Send(&v1::RoadmapService::Stub::Apply, request));
    }
    return absl::OkStatus();
  }

  absl::Status LoadAdoptions() {
    for (const DemoAdoption& from : data_.adoptions) {
      v1::AdoptRequest request;
      request.set_organization(from.organization);
      request.set_roadmap(from.roadmap);
      ToProto(from.from, request.mutable_start_date());
      VEKHA_RETURN_IF_ERROR(Send(&v1::RoadmapService::Stub::Adopt, request));
    }
    return absl::OkStatus();
  }

  absl::Status LoadFacts() {
    for (const DemoFacts& from : data_.facts) {
      v1::RecordFactsRequest request;
      request.set_organization(from.organization);
      for (const std::string& text : from.values) {
        VEKHA_ASSIGN_OR_RETURN(v1::Fact fact, ParseFact(text, rules_.book->facts));
        fact.set_source(from.source);
        google::protobuf::util::TimeUtil::FromString(FormatIso(from.observed) + "T09:00:00Z",
                                                     fact.mutable_observed_time());
        *request.add_facts() = std::move(fact);
      }
      VEKHA_RETURN_IF_ERROR(Send(&v1::StateService::Stub::RecordFacts, request));
    }
    return absl::OkStatus();
  }

  Session& session_;
  const DemoData& data_;
  const RuleSources& rules_;
};

absl::StatusOr<int64_t> Revision(Session& session) {
  VEKHA_ASSIGN_OR_RETURN(
      const v1::GetSystemInfoResponse info,
      Call(session, &v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest()));
  return info.revision();
}

std::string ShowLoaded(const DemoData& data, bool changed, const Session& session) {
  if (!changed) {
    return session.Say({"Демонстрация уже загружена, ничего не изменилось.\n",
                        "The demonstration is already there, nothing changed.\n"});
  }
  size_t facts = 0;
  for (const DemoFacts& group : data.facts) facts += group.values.size();
  return session.Say(
      {fmt::format(
           "Демонстрация загружена: организаций {}, людей {}, дорожных карт {}, принятий {}, "
           "фактов {}.\n",
           data.organizations.size(), data.people.size(), data.roadmaps.size(),
           data.adoptions.size(), facts),
       fmt::format(
           "Demonstration loaded: {} organizations, {} people, {} roadmaps, {} adoptions, {} "
           "facts.\n",
           data.organizations.size(), data.people.size(), data.roadmaps.size(),
           data.adoptions.size(), facts)});
}

absl::StatusOr<int> Demo(Session& session) {
  session.AllowNewDatabase();
  VEKHA_ASSIGN_OR_RETURN(const RuleSources rules, LoadRuleSources(session.options.rules));
  const auto source = std::find_if(rules.sources.begin(), rules.sources.end(),
                                   [](const Source& s) { return s.name() == "demo.yaml"; });
  if (source == rules.sources.end()) {
    return InputError("RULES_INVALID", {"в правилах нет demo.yaml", "the rules have no demo.yaml"});
  }
  const Parsed<DemoData> data = ParseDemoData(*source);
  if (!data.value) return RulesInvalid(data.diagnostics);
  VEKHA_ASSIGN_OR_RETURN(const int64_t before, Revision(session));
  VEKHA_RETURN_IF_ERROR(Loader(session, *data.value, rules).LoadAll());
  VEKHA_ASSIGN_OR_RETURN(const int64_t after, Revision(session));
  session.Print(session.options.json
                    ? FormatJson({{"revision", after}, {"changed", after != before}})
                    : ShowLoaded(*data.value, after != before, session));
  return kDone;
}

}  // namespace

void AddDemo(CLI::App& root, Session& session) {
  CLI::App& command = AddCommand(
      root, session, "demo",
      {"загрузить демонстрацию и ничего больше", "load the demonstration and nothing else"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session] { return Demo(session); });
}

}  // namespace vekha::cli
