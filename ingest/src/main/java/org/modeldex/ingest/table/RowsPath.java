package org.modeldex.ingest.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.record.ModeldexException;

/**
 * Where the rows are in a JSON value: {@code $} is the value itself, {@code .name} or {@code
 * ["name"]} a member of an object, {@code [*]} every element of a list and {@code .*} every member
 * of an object. A path that ends at a list means its elements.
 *
 * @param text the path as it is written
 * @param steps from the value down to the rows
 */
record RowsPath(String text, List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([\\p{L}\\p{N}_$-]+)|\\[\"((?:[^\"\\\\]|\\\\.)*)\"]|\\['([^'\\\\]*)']|(\\[\\*]|\\.\\*)");

  /** One level down. */
  sealed interface Step {
    record Member(String name) implements Step {}

    record Every() implements Step {}
  }

  /**
   * Reads a path.
   *
   * @throws ModeldexException INVALID_ARGUMENT when it is none
   */
  static RowsPath parse(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = text.startsWith("$") ? 1 : 0;
    while (at < text.length()) {
      if (!step.region(at, text.length()).lookingAt()) {
        throw ModeldexException.invalid(
            "rows",
            "must be a path such as $.results[*] but is '"
                + text
                + "', unclear from character "
                + (at + 1));
      }
      if (step.group(4) != null) {
        steps.add(new Step.Every());
      } else if (step.group(2) != null) {
        steps.add(new Step.Member(step.group(2).replaceAll("\\\\(.)", "$1")));
      } else {
        steps.add(new Step.Member(step.group(1) != null ? step.group(1) : step.group(3)));
      }
      at = step.end();
    }
    return new RowsPath(text, List.copyOf(steps));
  }

  /** How {@code name} is written as a step. */
  static String member(String name) {
    return name.matches("[\\p{L}\\p{N}_$-]+")
        ? '.' + name
        : "[\"" + name.replaceAll("([\"\\\\])", "\\\\$1") + "\"]";
  }
}
