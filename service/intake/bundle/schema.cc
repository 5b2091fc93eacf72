#include "service/intake/bundle/schema.h"

#include "service/intake/bundle/schema_builders.h"
#include "service/intake/bundle/sds_schema.h"

namespace vekha::intake {

std::string_view FormatName(Format format) {
  switch (format) {
    case Format::kUnknown:
      return "";
    case Format::kOneRoster11:
    case Format::kOneRoster12:
      return "OneRoster";
    case Format::kSdsV1:
    case Format::kSdsV2:
    case Format::kSdsV21:
      return "Microsoft SDS";
  }
  return "";
}

std::string_view FormatVersion(Format format) {
  switch (format) {
    case Format::kUnknown:
      return "";
    case Format::kOneRoster11:
      return "1.1";
    case Format::kOneRoster12:
      return "1.2";
    case Format::kSdsV1:
      return "1";
    case Format::kSdsV2:
      return "2";
    case Format::kSdsV21:
      return "2.1";
  }
  return "";
}

bool IsOneRoster(Format format) {
  return format == Format::kOneRoster11 || format == Format::kOneRoster12;
}

std::span<const FileSpec> FilesOf(Format format) {
  switch (format) {
    case Format::kUnknown:
      return {};
    case Format::kOneRoster11:
    case Format::kOneRoster12:
      return OneRosterFiles();
    case Format::kSdsV1:
      return SdsV1Files();
    case Format::kSdsV2:
      return SdsV2Files();
    case Format::kSdsV21:
      return SdsV21Files();
  }
  return {};
}

bool Belongs(uint8_t versions, Format format) {
  if (versions == 0) return true;
  if (format == Format::kOneRoster11) return (versions & schema::k11) != 0;
  return format == Format::kOneRoster12 && (versions & schema::k12) != 0;
}

}  // namespace vekha::intake
