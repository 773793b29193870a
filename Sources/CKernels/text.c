#include "CKernels.h"

gm_marks gm_text_marks(const uint8_t *bytes, int64_t count, uint8_t before) {
  gm_marks marks = {0, 0};
  if (count <= 0) return marks;
  marks.lines = (bytes[0] == '\n') + (before == '\r' && bytes[0] != '\n');
  marks.quotes = bytes[0] == '"';
  // Pieces of 255 bytes, so that the counts of a piece are bytes too: 64 at once with AVX-512.
  for (int64_t start = 1; start < count; start += 255) {
    int64_t end = start + 255 < count ? start + 255 : count;
    uint8_t feeds = 0, returns = 0, quotes = 0;
    for (int64_t i = start; i < end; i++) {
      feeds += bytes[i] == '\n';
      returns += (bytes[i - 1] == '\r') & (bytes[i] != '\n');
      quotes += bytes[i] == '"';
    }
    marks.lines += feeds + returns;
    marks.quotes += quotes;
  }
  return marks;
}
