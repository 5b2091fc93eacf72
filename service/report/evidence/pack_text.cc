#include "service/report/evidence/pack_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "service/report/evidence/chain.h"
#include "service/report/paper/clean_text.h"

namespace vekha::service::report {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// {0} title, {1} organization, {2} day, {3} revision, {4} entries, {5} head.
constexpr std::string_view kReadme = R"(ПАКЕТ ДОКАЗАТЕЛЬСТВ
{0}
{1}
на {2}, ревизия {3}, записей: {4}

events.jsonl   журнал событий: первая строка говорит, о чём пакет, дальше по одной записи в строке, от старых к новым
manifest.json  контрольные суммы: "chain" - каждой строки events.jsonl, "files" - остальных файлов

Как проверить без сети и без Вехи
Сумма строки - это SHA-256 от суммы предыдущей строки (64 знака; перед первой строкой 64 нуля) и самой строки без перевода
строки. Поэтому изменённая, пропавшая, лишняя или переставленная строка видна, и видно, которая. Сумма последней строки:
{5}
Общая сумма пакета - SHA-256 файла manifest.json. Сравните её с той, что указана в сопроводительном письме: вместе с пакетом
её подделать нельзя.
Нужен только Python 3. Распакуйте пакет, сохраните строки между чертами в файл check.py рядом и запустите: python3 check.py
Если Веха есть, она делает то же одной командой.

EVIDENCE PACK
{0}
{1}
on {2}, revision {3}, entries: {4}

events.jsonl   the log of events: line 1 says what the pack is about, then one entry a line, oldest first
manifest.json  hashes: "chain" of each line of events.jsonl, "files" of the other files

How to verify without a network and without Vekha
The hash of a line is SHA-256 of the hash of the line before it (64 digits; 64 zeros before the first) and of the line itself
without its line break. So a changed, lost, added or moved line shows, and which one. The hash of the last line is given above.
The seal of the pack is SHA-256 of manifest.json. Compare it with the one in the letter that came with the pack: it cannot be
forged together with the pack.
Only Python 3 is needed. Unpack, save the lines between the rules as check.py beside the files and run: python3 check.py
Where Vekha is installed it does the same in one command.

----------------------------------------------------------------------
import hashlib, json
sha = lambda data: hashlib.sha256(data).hexdigest()
manifest = json.load(open("manifest.json", encoding="utf-8"))
lines = open("events.jsonl", "rb").read().split(b"\n")[:-1]
before = "0" * 64
for number, (line, want) in enumerate(zip(lines, manifest["chain"]), 1):
    if sha(before.encode() + line) != want:
        raise SystemExit("events.jsonl, line %d: NOT AS PACKED" % number)
    before = want
if len(lines) != len(manifest["chain"]):
    raise SystemExit("events.jsonl: %d lines, packed were %d" % (len(lines), len(manifest["chain"])))
for name, want in manifest["files"].items():
    if sha(open(name, "rb").read()) != want:
        raise SystemExit("%s: NOT AS PACKED" % name)
print("OK,", len(lines) - 1, "entries; seal", sha(open("manifest.json", "rb").read()))
----------------------------------------------------------------------
)";

}  // namespace

std::string SubjectLine(const PackSubject& subject) {
  Json line;
  line["pack"] = kPackFormat;
  line["title"] = CleanLine(subject.title);
  line["organization"] = CleanLine(subject.organization);
  line["day"] = FormatIso(subject.day);
  line["revision"] = subject.revision;
  return Dump(line);
}

std::string EntryLine(const LogEntry& entry) {
  return fmt::format("{{\"revision\":{},\"time\":\"{:%Y-%m-%dT%H:%M:%SZ}\",\"event\":{}}}",
                     entry.revision, entry.time, entry.json);
}

std::string Readme(const PackSubject& subject, uint64_t entries, const std::string& head) {
  return fmt::format(fmt::runtime(kReadme), CleanLine(subject.title),
                     CleanLine(subject.organization), FormatIso(subject.day), subject.revision,
                     entries, head);
}

std::string Manifest(const std::vector<std::string>& chain, const std::vector<FileHash>& files) {
  Json sums = Json::object();
  for (const FileHash& file : files) sums[file.name] = file.sha256;
  std::string out = fmt::format("{{\n\"format\": \"{}\",\n\"files\": {},\n\"chain\": [\n",
                                kPackFormat, Dump(sums));
  for (size_t i = 0; i < chain.size(); ++i) {
    out += fmt::format("\"{}\"{}\n", chain[i], i + 1 < chain.size() ? "," : "");
  }
  return out + "]\n}\n";
}

}  // namespace vekha::service::report
