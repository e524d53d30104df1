package org.modeldex.record.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** What is wrong with a JSON document, for those who sent it. */
public final class JsonProblem {
  /** What Jackson adds for those who program with it: its settings, and that it hides the text. */
  private static final Pattern ASIDE =
      Pattern.compile(
          " \\(start marker at .*\\)"
              + "|: enable `.*"
              + "| \\(bound as `.*"
              + "|, from `[^`]*`"
              + "| \\(not recognized as one since .*\\)",
          Pattern.DOTALL);

  private JsonProblem() {}

  /** One sentence without the place, which the exception tells apart. */
  public static String of(JsonProcessingException e) {
    return ASIDE.matcher(e.getOriginalMessage()).replaceAll("");
  }
}
