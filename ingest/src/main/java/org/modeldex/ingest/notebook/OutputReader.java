package org.modeldex.ingest.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Finds values of known metrics in what cells printed: {@code accuracy: 0.91}, {@code val_loss =
 * 0.3}, {@code {'f1': 0.8}}. Training prints a metric again and again; the last value counts.
 */
final class OutputReader {
  private static final int MAX_OUTPUT = 1 << 20;

  /** What models print beside each answer is no metric. */
  private static final String CONFIDENCE = "score";

  /** Digits in groups of three ({@code 8,949,430}) or as they are; {@code 0,5} is neither. */
  private static final String NUMBER =
      "[-+]?(?:\\d{1,3}(?:,\\d{3}){1,6}|\\d{1,20})(?:\\.\\d{1,40})?(?:[eE][-+]?\\d{1,4})?";

  private static final Pattern PAIR =
      Pattern.compile(
          "(?<![\\w.@-])['\"]?([A-Za-z][\\w@-]{0,59}(?: [A-Za-z][\\w@-]{0,59}){0,2})['\"]?"
              + "\\s{0,5}[:=]\\s{0,20}("
              + NUMBER
              + " ?%?)(?![\\w:/.]|,\\d)");

  private final Vocabulary vocabulary;

  OutputReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The values by metric, as they are written, in the order in which metrics first occur. */
  Map<String, String> read(Cell cell) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String output : cell.outputs()) {
      Matcher pair = PAIR.matcher(output.substring(Math.max(0, output.length() - MAX_OUTPUT)));
      while (pair.find()) {
        String metric = metric(pair.group(1));
        if (metric != null) {
          values.put(metric, pair.group(2).strip());
        }
      }
    }
    return values;
  }

  /** The words, or the last of them, where they name a metric; null where they do not. */
  private @Nullable String metric(String words) {
    for (String rest = words; !rest.isEmpty(); ) {
      if (!rest.equals(CONFIDENCE) && vocabulary.findMetric(rest).map(Metric::better).isPresent()) {
        return rest;
      }
      int space = rest.indexOf(' ');
      rest = space < 0 ? "" : rest.substring(space + 1);
    }
    return null;
  }
}
