// vekha eval: a condition evaluated, over the declared facts or, with --jsonl, line by line.
#include <fmt/format.h>

#include "engine/base/status.h"
#include "service/cli/bindings.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/diagnostic_text.h"
#include "service/cli/fact_values.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/rules.h"
#include "service/cli/value_json.h"

namespace vekha::cli {
namespace {

using condition::Value;

// Wider than for rule files: what is typed here is tried out, not kept.
constexpr condition::Limits kLimits{.code_points = 100'000,
                                    .depth = 250,
                                    .nodes = 4000,
                                    .macro_nesting = 6,
                                    .estimate = 10'000'000,
                                    .assumed = {}};
constexpr condition::RunLimits kRunLimits{
    .cost = 10'000'000, .string_bytes = size_t{1} << 20, .list_elements = 100'000};

struct EvalArguments {
  std::string expression;
  std::string facts;
  std::vector<std::string> set;
  std::optional<Date> today;
  bool jsonl = false;
};

// What an expression came to, as one text: "" when it is an answer.
std::string WhyNoAnswer(const Value& value) {
  if (const auto* error = value.As<condition::Error>()) return error->message;
  if (const auto* unknown = value.As<condition::Unknown>()) {
    return fmt::format("unknown: {}", fmt::join(unknown->facts, ", "));
  }
  return "";
}

absl::StatusOr<std::shared_ptr<const calendar::WorkCalendar>> FederalCalendar(
    const workflow::RuleBook& book) {
  return book.calendars.Get({});
}

// ---- one line of JSON --------------------------------------------------------------------------

Json Refused(const Json& id, std::string why) { return {{"id", id}, {"error", std::move(why)}}; }

// Types as declared; a bound name without one is dyn.
std::optional<std::string> Bind(const Json& line, Bindings& bindings) {
  const Json types = line.value("type_env", Json::object());
  const Json values = line.value("bindings", Json::object());
  if (!types.is_object() || !values.is_object()) return "bindings and type_env must be objects";
  for (const auto& [name, value] : values.items()) {
    const auto read = ValueFromJson(value);
    if (!read) return fmt::format("the value of {} has no such type or form", name);
    bindings.Declare(name, {});
    bindings.Set(name, *read);
  }
  for (const auto& [name, text] : types.items()) {
    const auto type =
        text.is_string() ? condition::ParseType(text.get<std::string>()) : std::nullopt;
    if (!type) return fmt::format("the type of {} is not known", name);
    bindings.Declare(name, *type);
  }
  return std::nullopt;
}

bool Flag(const Json& line, const char* key) {
  const auto found = line.find(key);
  return found != line.end() && found->is_boolean() && found->get<bool>();
}

Json EvaluateLine(const Json& line, std::shared_ptr<const calendar::WorkCalendar> days) {
  const Json id = line.value("id", Json());
  if (!line.contains("expr") || !line["expr"].is_string()) return Refused(id, "expr is missing");
  Bindings bindings(std::move(days));
  if (const auto problem = Bind(line, bindings)) return Refused(id, *problem);
  condition::CompileOptions options{.environment = nullptr, .container = "", .limits = kLimits};
  if (!Flag(line, "disable_check")) options.environment = &bindings;
  if (line.contains("container") && line["container"].is_string()) {
    options.container = line["container"].get<std::string>();
  }
  const Source source("expr", line["expr"].get<std::string>());
  const auto parsed = condition::Compile(source.text(), options, source, 0);
  if (!parsed.value) return Refused(id, FormatDiagnostic(parsed.diagnostics.front()));
  if (Flag(line, "check_only")) {
    const std::string type = condition::FormatType(condition::ResultType(**parsed.value));
    return {{"id", id}, {"value", ValueToJson(Value::OfType(type))}};
  }
  const Value value = condition::Evaluate(**parsed.value, bindings, kRunLimits);
  if (const std::string why = WhyNoAnswer(value); !why.empty()) return Refused(id, why);
  return {{"id", id}, {"value", ValueToJson(value)}};
}

// One line out for every line in, whatever is in it.
absl::StatusOr<int> EvaluateLines(Session& session) {
  VEKHA_ASSIGN_OR_RETURN(const auto book, LoadRules(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto days, FederalCalendar(*book));
  bool all_read = true;
  ForEachInputLine([&](int number, const std::optional<std::string>& text) {
    const Json line = text ? Json::parse(*text, nullptr, false) : Json(Json::value_t::discarded);
    if (!line.is_object()) {
      all_read = false;
      session.Print(FormatJsonLine(Refused(
          nullptr,
          fmt::format("line {}: {}", number, text ? "no JSON object" : "longer than 1 MiB"))));
      return;
    }
    session.Print(FormatJsonLine(EvaluateLine(line, days)));
  });
  return all_read ? kDone : kSaidNo;
}

// ---- one expression ----------------------------------------------------------------------------

std::string ShowTrace(const std::vector<condition::TraceStep>& trace, const Session& session) {
  std::string out;
  for (const condition::TraceStep& step : trace) {
    out += fmt::format("{}{} = {}\n", std::string(static_cast<size_t>(step.depth) * 2 + 2, ' '),
                       step.text, condition::FormatValue(step.value));
  }
  return session.Paint(Style::kDim, out);
}

Json JsonAnswer(const Value& value) {
  if (const std::string why = WhyNoAnswer(value); !why.empty()) return {{"error", why}};
  return {{"value", ValueToJson(value)}};
}

absl::StatusOr<int> EvaluateOne(Session& session, const EvalArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const auto book, LoadRules(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(auto days, FederalCalendar(*book));
  Bindings bindings(std::move(days));
  for (const auto& [name, fact] : book->facts.declarations()) bindings.Declare(name, fact.type);
  bindings.Declare(std::string(facts::FactCatalog::kToday), {condition::TypeKind::kDate, {}});
  if (arguments.today) {
    bindings.Set(std::string(facts::FactCatalog::kToday), Value::OfDate(*arguments.today));
  }
  VEKHA_RETURN_IF_ERROR(SetFactValues(arguments.facts, arguments.set, book->facts, bindings));
  const Source source(session.Say({"выражение", "expression"}), arguments.expression);
  const auto parsed = condition::Compile(
      source.text(), {.environment = &bindings, .container = "", .limits = kLimits}, source, 0);
  if (!parsed.value) {
    session.Print(session.options.json
                      ? FormatJson(JsonDiagnostics(parsed.diagnostics, session.language()))
                      : ShowDiagnostics(parsed.diagnostics, {source}, session));
    return kSaidNo;
  }
  std::vector<condition::TraceStep> trace;
  const Value value = condition::EvaluateTraced(**parsed.value, bindings, trace);
  if (session.options.json) {
    session.Print(FormatJson(JsonAnswer(value)));
  } else {
    session.Print(condition::FormatValue(value) + "\n" +
                  (trace.size() > 1 ? ShowTrace(trace, session) : ""));
  }
  return value.IsError() ? kSaidNo : kDone;
}

absl::StatusOr<int> Eval(Session& session, const EvalArguments& arguments) {
  if (arguments.jsonl) return EvaluateLines(session);
  if (!arguments.expression.empty()) return EvaluateOne(session, arguments);
  return UsageError({"нужно выражение или --jsonl", "an expression or --jsonl is needed"});
}

}  // namespace

void AddEval(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<EvalArguments>();
  CLI::App& command =
      AddCommand(root, session, "eval", {"вычислить условие (CEL)", "evaluate a condition (CEL)"});
  AddArgument(command, session, "EXPR", arguments->expression,
              {"условие, например 'mentees.count > 0'", "a condition, as in 'mentees.count > 0'"},
              Need::kOptional);
  AddText(command, session, "--facts", arguments->facts,
          {"файл фактов YAML: имя: значение", "YAML file of facts: name: value"});
  AddWords(command, session, "--set", arguments->set,
           {"факт ИМЯ=ЗНАЧЕНИЕ, можно несколько", "a fact NAME=VALUE, several allowed"},
           Need::kOptional);
  AddDate(command, session, "--today", arguments->today, {"что считать сегодня", "what today is"});
  AddSwitch(command, session, "--jsonl", arguments->jsonl,
            {"строки JSON со стандартного ввода", "lines of JSON from the standard input"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, arguments] { return Eval(session, *arguments); });
}

}  // namespace vekha::cli
