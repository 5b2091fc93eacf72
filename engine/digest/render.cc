#include "engine/digest/digest.h"
#include "engine/digest/html.h"
#include "engine/digest/page.h"
#include "engine/digest/plain_text.h"

namespace vekha::digest {

Letter Render(const Digest& digest, Language language) {
  const Page page = MakePage(digest, language);
  return {.subject = page.subject, .text = PlainText(page), .html = Html(page)};
}

}  // namespace vekha::digest
