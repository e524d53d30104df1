package org.modeldex.ingest.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.modeldex.vocabulary.RawNumber;

/**
 * A column of a sample.
 *
 * @param name as the table has it
 * @param words the name in lower case with single spaces: {@code modelName} is {@code model name},
 *     of a path its last part
 * @param texts what its cells say, without those that stand for no value
 * @param numbers how many of them are numbers
 */
record Column(String name, String words, List<String> texts, int numbers) {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}#]+");

  static Column of(String name, Sample sample) {
    List<String> texts = new ArrayList<>();
    int numbers = 0;
    for (Row row : sample.rows()) {
      String text = row.text(name);
      if (!NoValue.isSaid(text)) {
        texts.add(text);
        numbers += RawNumber.find(text).isPresent() ? 1 : 0;
      }
    }
    return new Column(name, words(name), List.copyOf(texts), numbers);
  }

  private static String words(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    String spaced = HUMP.matcher(last.isBlank() ? name : last).replaceAll(" ");
    return OTHER.matcher(spaced).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /** Whether at least half of what it says is numbers. */
  boolean isNumeric() {
    return numbers > 0 && 2 * numbers >= texts.size();
  }

  Set<String> distinct() {
    return new LinkedHashSet<>(texts);
  }

  boolean isUnique() {
    return distinct().size() == texts.size();
  }

  /** Whether most cells hold several short texts with {@code separator} between. */
  boolean isList(String separator) {
    long lists =
        texts.stream()
            .filter(
                text -> text.contains(separator) && text.length() < 200 && !text.contains("://"))
            .count();
    return 2 * lists > texts.size();
  }
}
