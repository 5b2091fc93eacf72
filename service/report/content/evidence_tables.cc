#include "service/report/content/evidence_tables.h"

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include <utility>

#include <nlohmann/json.hpp>

namespace vekha::service::report {
namespace {

using Json = nlohmann::json;
using Kind = ColumnKind;

Json PayloadOf(const v1::EvidenceEntry& entry) {
  Json payload = Json::parse(entry.json(), nullptr, false);
  return payload.is_object() ? payload : Json::object();
}

const Json& At(const Json& object, const char* key) {
  static const Json kNone;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : kNone;
}

std::string Text(const Json& object, const char* key) {
  const Json& value = At(object, key);
  if (value.is_null()) return "";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string Join(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
  }
  return out;
}

// A value keeps its type: {"int":"34"}.
std::string ValueOf(const Json& fact) {
  const Json& value = At(fact, "value");
  if (!value.is_object() || value.empty()) return "";
  const Json& inner = value.begin().value();
  return inner.is_string() ? inner.get<std::string>() : inner.dump();
}

std::string FactsOf(const Json& closing) {
  std::string out;
  for (const Json& fact : At(closing, "facts")) {
    out = Join({out, fmt::format("{} = {}", Text(fact, "name"), ValueOf(fact))});
  }
  return out;
}

Cell DayCell(const std::string& iso) {
  const auto day = ParseIsoDate(iso);
  return day ? Cell(*day) : Cell(iso);
}

std::string TimeOf(const v1::EvidenceEntry& entry) {
  return google::protobuf::util::TimeUtil::ToString(entry.commit_time());
}

v1::EvidenceEntry WithoutPayload(v1::EvidenceEntry entry) {
  entry.clear_json();
  return entry;
}

// Where an event keeps what somebody did.
const char* PartOf(const std::string& kind) {
  static const std::map<std::string, const char*> kParts = {
      {"task_reported", "report"},        {"task_closed", "closing"},
      {"task_returned", "what"},          {"task_reopened", "what"},
      {"task_withdrawn", "withdrawal"},   {"extension_requested", "request"},
      {"extension_granted", "extension"}, {"extension_refused", ""},
      {"task_delegated", "delegation"},   {"task_acknowledged", "acknowledgement"},
  };
  const auto found = kParts.find(kind);
  return found == kParts.end() ? nullptr : found->second;
}

struct Words {
  const char* ru;
  const char* en;
};

Words WordsOf(const std::string& kind) {
  static const std::map<std::string, Words> kWords = {
      {"task_reported", {"внесён отчёт", "reported"}},
      {"task_closed", {"закрыта", "closed"}},
      {"task_returned", {"отчёт возвращён", "report returned"}},
      {"task_reopened", {"открыта снова", "opened again"}},
      {"task_withdrawn", {"снята", "withdrawn"}},
      {"extension_requested", {"просят продлить", "extension asked for"}},
      {"extension_granted", {"срок продлён", "extended"}},
      {"extension_refused", {"в продлении отказано", "extension refused"}},
      {"task_delegated", {"передана", "delegated"}},
      {"task_acknowledged", {"«вижу, в работе»", "acknowledged"}},
  };
  const auto found = kWords.find(kind);
  return found == kWords.end() ? Words{"", ""} : found->second;
}

Words OutcomeWords(const std::string& outcome) {
  if (outcome == "sent") return {"отправлено", "sent"};
  if (outcome == "dead") return {"не доставлено", "not delivered"};
  if (outcome == "dropped") return {"стало не нужно", "no longer needed"};
  return {"отправляется", "being sent"};
}

}  // namespace

void EvidenceTables::Add(const v1::EvidenceEntry& entry) {
  if (entry.kind() == "person_put") {
    const Json person = PayloadOf(entry);
    names_[Text(person, "id")] = Text(person, "name");
  } else if (entry.kind() == "notification_emitted") {
    AddTold(entry);
  } else if (entry.kind() == "notification_dropped") {
    const Json dropped = PayloadOf(entry);
    const auto told = told_by_id_.find(Text(dropped, "notification"));
    if (told != told_by_id_.end()) told_[told->second].dropped = Text(dropped, "reason");
  } else if (entry.kind() == "digest_leased" || entry.kind() == "digest_settled") {
    AddSending(entry);
  } else if (PartOf(entry.kind()) != nullptr) {
    AddDone(entry);
  }
}

void EvidenceTables::AddTold(const v1::EvidenceEntry& entry) {
  const Json told = PayloadOf(entry);
  const char* text = language_ == Language::kRussian ? "text" : "text_en";
  ToldRow row{WithoutPayload(entry),
              Text(told, "as_of"),
              Text(told, "due_date"),
              Text(told, "person"),
              Text(told, "addressee"),
              Text(told, "audience"),
              Text(told, "kind"),
              Text(told, text),
              "",
              ""};
  told_by_id_[Text(told, "id")] = told_.size();
  told_.push_back(std::move(row));
}

void EvidenceTables::AddSending(const v1::EvidenceEntry& entry) {
  const Json payload = PayloadOf(entry);
  if (entry.kind() == "digest_settled") {
    Sending& sending = sendings_[Text(payload, "id")];
    sending.outcome = Text(payload, "outcome");
    sending.reason = Text(payload, "reason");
    sending.day = Text(payload, "day");
    sending.time = TimeOf(entry);
    return;
  }
  const Json& digest = At(payload, "digest");
  const std::string id = Text(digest, "id");
  sendings_[id].channel = Text(digest, "channel");
  sendings_[id].address = Text(digest, "address");
  for (const Json& item : At(digest, "items")) {
    const auto told = told_by_id_.find(Text(item, "notification"));
    if (told != told_by_id_.end()) told_[told->second].digest = id;
  }
}

void EvidenceTables::AddDone(const v1::EvidenceEntry& entry) {
  const Json payload = PayloadOf(entry);
  const std::string part = PartOf(entry.kind());
  const Json& act = part.empty() ? payload : At(payload, part.c_str());
  const Json& evidence = At(act, "evidence");
  DoneRow row{WithoutPayload(entry),
              "",
              Text(act, "on"),
              Text(evidence, "number"),
              Text(evidence, "on"),
              "",
              ""};
  // Of a closing `by` says what closed it, and who accepted it is its actor.
  const bool closing = entry.kind() == "task_closed";
  row.by = NameOf(Text(act, closing ? "accepted_by" : "by"));
  row.document = Join({Text(evidence, "document"), Text(evidence, "url"), Text(evidence, "count"),
                       closing ? FactsOf(act) : ""});
  const std::string until = Join({Text(act, "until"), Text(act, "to")});
  row.reason = Join({Text(act, "reason"), Text(act, "comment"),
                     entry.kind() == "task_delegated" ? NameOf(Text(act, "to")) : until});
  done_.push_back(std::move(row));
}

std::string EvidenceTables::NameOf(const std::string& person) const {
  const auto found = names_.find(person);
  return found == names_.end() ? person : found->second;
}

std::string EvidenceTables::Outcome(const ToldRow& row, const Sending* sending) const {
  if (!row.dropped.empty()) return Say("не отправлялось: ", "not sent: ") + row.dropped;
  if (row.person.empty()) return Say("некому", "nobody to tell");
  if (sending == nullptr) return Say("ждёт отправки", "waits to be sent");
  const Words words = OutcomeWords(sending->outcome);
  const std::string said = Say(words.ru, words.en);
  return sending->reason.empty() ? said : fmt::format("{}: {}", said, sending->reason);
}

Row EvidenceTables::RowOf(const ToldRow& row) const {
  const v1::EvidenceEntry& entry = row.entry;
  const auto found = sendings_.find(row.digest);
  const Sending* sending = found == sendings_.end() ? nullptr : &found->second;
  Row out;
  out.cells = {entry.position().revision(),
               DayCell(row.day),
               entry.organization_name(),
               entry.measure_number(),
               entry.measure_title(),
               DayCell(row.due),
               row.addressee,
               row.person,
               row.audience,
               row.text,
               Outcome(row, sending)};
  if (sending != nullptr) {
    for (const std::string& text :
         {sending->channel, sending->address, sending->time, row.digest}) {
      out.cells.emplace_back(text);
    }
  }
  return out;
}

Row EvidenceTables::RowOf(const DoneRow& row) const {
  const v1::EvidenceEntry& entry = row.entry;
  const Words words = WordsOf(entry.kind());
  return {
      {entry.position().revision(), TimeOf(entry), entry.organization_name(),
       entry.measure_number(), entry.measure_title(), Say(words.ru, words.en), row.by,
       DayCell(row.day), row.number, DayCell(row.dated), row.document, row.reason, entry.task()},
      {}};
}

Paper EvidenceTables::Begin(std::string title, const v1::ListEvidenceResponse& answer) const {
  Paper paper;
  paper.language = language_;
  paper.title = std::move(title);
  paper.organization = answer.organization_name();
  paper.day = Date(static_cast<unsigned short>(answer.as_of().year()),
                   static_cast<unsigned short>(answer.as_of().month()),
                   static_cast<unsigned short>(answer.as_of().day()));
  paper.revision = static_cast<uint64_t>(answer.end_revision());
  return paper;
}

Paper EvidenceTables::Told(const v1::ListEvidenceResponse& answer) const {
  Paper paper = Begin(Say("Кому, что и когда сказано", "Who was told what and when"), answer);
  Sheet sheet;
  sheet.name = paper.title;
  sheet.columns = {{Say("Ревизия", "Revision"), Kind::kInteger},
                   {Say("Сказано", "Told"), Kind::kDate},
                   {Say("Организация", "Organization"), Kind::kText},
                   {Say("Строка", "Row"), Kind::kText},
                   {Say("Мероприятие", "Measure"), Kind::kText},
                   {Say("Срок", "Due"), Kind::kDate},
                   {Say("Кому", "To"), Kind::kText},
                   {"id", Kind::kText},
                   {Say("В роли", "As"), Kind::kText},
                   {Say("Что", "What"), Kind::kText},
                   {Say("Доставка", "Delivery"), Kind::kText},
                   {Say("Канал", "Channel"), Kind::kText},
                   {Say("Адрес", "Address"), Kind::kText},
                   {Say("Когда (UTC)", "When (UTC)"), Kind::kText},
                   {Say("Сводка", "Digest"), Kind::kText}};
  for (const ToldRow& row : told_) sheet.rows.push_back(RowOf(row));
  paper.sheets.push_back(std::move(sheet));
  return paper;
}

Paper EvidenceTables::Done(const v1::ListEvidenceResponse& answer) const {
  Paper paper =
      Begin(Say("Что сделано и чем подтверждено", "What was done, with which proof"), answer);
  Sheet sheet;
  sheet.name = paper.title;
  sheet.columns = {{Say("Ревизия", "Revision"), Kind::kInteger},
                   {Say("Записано (UTC)", "Recorded (UTC)"), Kind::kText},
                   {Say("Организация", "Organization"), Kind::kText},
                   {Say("Строка", "Row"), Kind::kText},
                   {Say("Мероприятие", "Measure"), Kind::kText},
                   {Say("Что", "What"), Kind::kText},
                   {Say("Кто", "Who"), Kind::kText},
                   {Say("День", "Day"), Kind::kDate},
                   {Say("Номер", "Number"), Kind::kText},
                   {Say("Дата документа", "Dated"), Kind::kDate},
                   {Say("Подтверждение", "Proof"), Kind::kText},
                   {Say("Причина, примечание", "Reason, note"), Kind::kText},
                   {Say("Задача", "Task"), Kind::kText}};
  for (const DoneRow& row : done_) sheet.rows.push_back(RowOf(row));
  paper.sheets.push_back(std::move(sheet));
  return paper;
}

}  // namespace vekha::service::report
