package org.modeldex.ingest;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.Limits;
import org.modeldex.record.ModeldexException;

/** Pages of prose that describe records, as text that a record can hold. */
public final class PageText {
  private PageText() {}

  /**
   * The text of a page, cut to what a description may have.
   *
   * @param problems told when the text is cut or cannot be taken
   * @return null when the page says nothing or cannot be taken
   */
  public static @Nullable String read(SourceFile page, Consumer<Problem> problems) {
    try {
      String text = page.text();
      if (text.indexOf('\0') >= 0) {
        problems.accept(Problem.ofFile(page.path(), "is no text: it contains NUL characters"));
        return null;
      }
      if (text.length() > Limits.LONG_TEXT) {
        problems.accept(
            new Problem(
                page.path(),
                null,
                "is cut to its first " + Limits.LONG_TEXT + " characters",
                Loss.VALUE));
        int end = Limits.LONG_TEXT;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
      }
      return text.isBlank() ? null : text;
    } catch (ModeldexException e) {
      problems.accept(Problem.ofFile(page.path(), String.valueOf(e.getMessage())));
      return null;
    }
  }
}
