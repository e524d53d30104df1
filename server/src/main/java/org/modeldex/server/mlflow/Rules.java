package org.modeldex.server.mlflow;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MLflow's rules for names and values. */
final class Rules {
  static final int MAX_KEY = 250;
  static final int MAX_PARAM_VALUE = 6_000;
  static final int MAX_TAG_VALUE = 8_000;
  static final int MAX_EXPERIMENT_NAME = 500;
  static final int MAX_EXPERIMENT_TAG_VALUE = 5_000;

  private static final Pattern KEY =
      Pattern.compile("[\\w.\\- :/]+", Pattern.UNICODE_CHARACTER_CLASS);

  private Rules() {}

  /**
   * Checks the key of a metric, param or tag.
   *
   * @param parameter where it stands, such as {@code metrics[0].key}
   */
  static String key(String parameter, String key) {
    if (key.length() > MAX_KEY) {
      throw invalid(parameter, key, "exceeds the maximum length of " + MAX_KEY + " characters");
    }
    if (!KEY.matcher(key).matches() || key.isBlank()) {
      throw invalid(
          parameter,
          key,
          "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces"
              + " ( ), colon(:) and slashes (/)");
    }
    if (key.startsWith("/") || key.endsWith("/") || hasDots(key)) {
      throw invalid(
          parameter,
          key,
          "Names may be treated as files in certain cases, and must not resolve to other names"
              + " when treated as such");
    }
    return key;
  }

  private static boolean hasDots(String key) {
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException invalid(String parameter, String key, String why) {
    String shown = key.length() > 100 ? key.substring(0, 100) + "..." : key;
    return MlflowErrors.invalid(
        "Invalid value \"" + shown + "\" for parameter '" + parameter + "' supplied: " + why + ".");
  }

  /** The first characters of a value that is too long, as MLflow keeps them. */
  static String truncated(String value, int max) {
    if (value.length() <= max) {
      return value;
    }
    return value.substring(0, Character.isHighSurrogate(value.charAt(max - 1)) ? max - 1 : max);
  }

  /** Refuses a text that is longer than it may be. */
  static @Nullable String atMost(String what, @Nullable String text, int max) {
    if (text != null && text.length() > max) {
      throw MlflowErrors.invalid(
          "'" + what + "' exceeds the maximum length of " + max + " characters");
    }
    return text;
  }
}
