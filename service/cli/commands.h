// Every command of `vekha`, one file each. Adding one is adding its line here and in
// command_line.cc.
#pragma once

#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

// Without a server: the rules in the program.
void AddRoadmap(CLI::App& root, Session& session);  // check, show, schema, and of a server: list
void AddRoadmapImport(CLI::App& group, Session& session);  // roadmap import
void AddRoadmapTest(CLI::App& group, Session& session);    // roadmap test
void AddTerm(CLI::App& root, Session& session);
void AddEval(CLI::App& root, Session& session);
void AddCalendar(CLI::App& root, Session& session);

// Of a server, or of --db FILE.
void AddServe(CLI::App& root, Session& session);
void AddDemo(CLI::App& root, Session& session);
void AddOrganization(CLI::App& root, Session& session);  // org put, org list
void AddPerson(CLI::App& root, Session& session);        // person put, person list
void AddRole(CLI::App& root, Session& session);          // role put, role list
void AddApply(CLI::App& root, Session& session);
void AddAdopt(CLI::App& root, Session& session);
void AddFacts(CLI::App& root, Session& session);   // facts set, facts list
void AddIntake(CLI::App& root, Session& session);  // intake import, status, refused, replay
void AddRun(CLI::App& root, Session& session);
void AddEvaluate(CLI::App& root, Session& session);
void AddSimulate(CLI::App& root, Session& session);
void AddBacktest(CLI::App& root, Session& session);
void AddNext(CLI::App& root, Session& session);
void AddTasks(CLI::App& root, Session& session);
void AddOverdue(CLI::App& root, Session& session);
void AddSummary(CLI::App& root, Session& session);
void AddEvidence(CLI::App& root, Session& session);  // evidence pack, evidence verify
void AddReport(CLI::App& root, Session& session);
void AddControl(CLI::App& root, Session& session);  // accept, return, reopen, withdraw, ack
void AddExtend(CLI::App& root, Session& session);
void AddDelegate(CLI::App& root, Session& session);
void AddAbsence(CLI::App& root, Session& session);
void AddSilence(CLI::App& root, Session& session);
void AddDigests(CLI::App& root, Session& session);
void AddExplain(CLI::App& root, Session& session);
void AddNotifications(CLI::App& root, Session& session);  // notifications list
void AddWatch(CLI::App& root, Session& session);
void AddDeliver(CLI::App& root, Session& session);
void AddTestDelivery(CLI::App& root, Session& session);
void AddInfo(CLI::App& root, Session& session);

}  // namespace vekha::cli
