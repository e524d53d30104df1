package org.modeldex.ingest;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes such as {@code 540 MB}, in powers of ten, and {@code 1.5 GiB}, in powers of 1024. */
public final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?([kKMGT]?)(i?)(?:B|[bB]ytes?)?");

  private ByteSize() {}

  /** The bytes that a text states; a number alone is one of bytes; empty when it states none. */
  public static Optional<Long> find(@Nullable String text) {
    Matcher form = FORM.matcher(text == null ? "" : text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int power =
        switch (String.valueOf(form.group(2)).toLowerCase(Locale.ROOT)) {
          case "k" -> 1;
          case "m" -> 2;
          case "g" -> 3;
          case "t" -> 4;
          default -> 0;
        };
    BigDecimal unit = new BigDecimal(String.valueOf(form.group(3)).isEmpty() ? 1000 : 1024);
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(unit.pow(power));
    return bytes.compareTo(new BigDecimal(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(bytes.longValue());
  }
}
