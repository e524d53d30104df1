package org.modeldex.ingest.croissant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of an entry in BibTeX: {@code title = {The {Pots} of the world}}. */
final class BibTex {
  private BibTex() {}

  /** The first field of this name, without its braces or quotes; null where there is none. */
  static @Nullable String field(String entry, String name) {
    Matcher begin =
        Pattern.compile("(?i)(?<![a-z])" + Pattern.quote(name) + "\\s*=\\s*[{\"]").matcher(entry);
    if (!begin.find()) {
      return null;
    }
    boolean quoted = entry.charAt(begin.end() - 1) == '"';
    StringBuilder value = new StringBuilder();
    int depth = 0;
    for (int i = begin.end(); i < entry.length(); i++) {
      char c = entry.charAt(i);
      if (depth == 0 && c == (quoted ? '"' : '}')) {
        break;
      }
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else {
        value.append(c);
      }
    }
    String text = value.toString().replaceAll("\\s+", " ").strip();
    return text.isEmpty() ? null : text;
  }
}
