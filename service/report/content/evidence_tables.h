// The tables of an evidence pack, for who does not read logs: who was told what and when, and what
// was done with which proof.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "service/report/paper/paper.h"
#include "vekha/v1/report_service.pb.h"

namespace vekha::service::report {

class EvidenceTables {
 public:
  explicit EvidenceTables(Language language) : language_(language) {}

  // In the order of the log. A payload that is not as docs/formats/store.md has it leaves cells
  // empty.
  void Add(const v1::EvidenceEntry& entry);

  // One row a notification, with what became of it; `answer` is any page of the evidence.
  Paper Told(const v1::ListEvidenceResponse& answer) const;
  // One row a report, closing, return or other act, with its proof.
  Paper Done(const v1::ListEvidenceResponse& answer) const;

 private:
  struct Sending {  // of a digest
    std::string channel;
    std::string address;
    std::string outcome;  // "sent", ...; empty: under way
    std::string reason;
    std::string day;
    std::string time;  // of the commit that says so
  };
  struct ToldRow {
    v1::EvidenceEntry entry;  // without its payload
    std::string day, due, person, addressee, audience, kind, text;
    std::string digest, dropped;
  };
  struct DoneRow {
    v1::EvidenceEntry entry;
    std::string by, day, number, dated, document, reason;
  };

  void AddTold(const v1::EvidenceEntry& entry);
  void AddSending(const v1::EvidenceEntry& entry);
  void AddDone(const v1::EvidenceEntry& entry);
  std::string NameOf(const std::string& person) const;
  std::string Say(const char* ru, const char* en) const {
    return language_ == Language::kRussian ? ru : en;
  }
  std::string Outcome(const ToldRow& row, const Sending* sending) const;
  Row RowOf(const ToldRow& row) const;
  Row RowOf(const DoneRow& row) const;
  Paper Begin(std::string title, const v1::ListEvidenceResponse& answer) const;

  Language language_;
  std::map<std::string, std::string> names_;  // of people, by id
  std::vector<ToldRow> told_;
  std::map<std::string, size_t> told_by_id_;  // in told_, by the notification's id
  std::map<std::string, Sending> sendings_;   // by the digest's id
  std::vector<DoneRow> done_;
};

}  // namespace vekha::service::report
