package org.modeldex.ingest.spacy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes such as {@code 540 MB}, in powers of ten. */
final class Size {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?([kKMGT]?)B");

  private Size() {}

  /** The bytes that a text states; empty when it states none. */
  static Optional<Long> find(@Nullable String text) {
    Matcher form = FORM.matcher(text == null ? "" : text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int power =
        switch (String.valueOf(form.group(2))) {
          case "k", "K" -> 3;
          case "M" -> 6;
          case "G" -> 9;
          case "T" -> 12;
          default -> 0;
        };
    return Optional.of(new BigDecimal(form.group(1)).scaleByPowerOfTen(power).longValue());
  }
}
