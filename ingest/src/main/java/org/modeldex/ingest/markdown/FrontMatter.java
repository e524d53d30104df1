package org.modeldex.ingest.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text divided into what stands between a first line {@code ---} and the next one, and the rest.
 *
 * @param text the lines between; null when the text does not begin like that
 * @param body all that follows the closing line, or the whole text
 * @param lines how many lines stand before the body
 */
record FrontMatter(@Nullable String text, String body, int lines) {
  private static final Pattern OPENING = Pattern.compile("\\A\\s*?---[ \\t]*\\R");
  private static final Pattern CLOSING = Pattern.compile("(?m)^(?:---|\\.\\.\\.)[ \\t]*$\\R?");

  static FrontMatter split(String page) {
    Matcher opening = OPENING.matcher(page);
    if (opening.find()) {
      Matcher closing = CLOSING.matcher(page);
      if (closing.find(opening.end())) {
        return new FrontMatter(
            page.substring(opening.end(), closing.start()),
            page.substring(closing.end()),
            (int) page.substring(0, closing.end()).lines().count());
      }
    }
    return new FrontMatter(null, page, 0);
  }
}
