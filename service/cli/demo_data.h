// The demonstration (rules/demo.yaml): who there is, what they follow and what has happened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/diagnostic.h"

namespace vekha::cli {

struct DemoOrganization {
  std::string id;
  std::string parent;
  std::string level;  // region, municipality, school
  std::string name;
  std::string zone;
};

struct DemoPerson {
  std::string id;
  std::string name;
  std::string channel;  // "email", "spool"; empty: cannot be reached
  std::string address;
};

struct DemoRole {
  std::string organization;
  std::string role;
  std::string person;
  Date from;
};

struct DemoAdoption {
  std::string organization;
  std::string roadmap;
  Date from;
};

struct DemoFacts {
  std::string organization;
  Date observed;
  std::string source;
  std::vector<std::string> values;  // "mentees.count=34"
};

struct DemoData {
  std::vector<DemoOrganization> organizations;  // parents first
  std::vector<DemoPerson> people;
  std::vector<DemoRole> roles;
  std::vector<std::string> roadmaps;  // names of rule files
  std::vector<DemoAdoption> adoptions;
  std::vector<DemoFacts> facts;
};

Parsed<DemoData> ParseDemoData(const Source& source);

}  // namespace vekha::cli
