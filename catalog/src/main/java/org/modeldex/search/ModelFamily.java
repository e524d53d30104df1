package org.modeldex.search;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.modeldex.record.MetadataRecord;

/**
 * Which records are variants of one model: its versions, sizes and configurations. They have a
 * family key in common: the algorithm that a record names, or what is left of its name without
 * numbers, sizes and short codes. {@code resnet50_8xb32_in1k} and {@code resnet101_8xb32_in1k} are
 * one family, {@code mobilenet_v2} and {@code mobilenet_v3} are two. Families never span projects.
 */
public final class ModelFamily {
  private static final Pattern WORD =
      Pattern.compile("[vV]\\d+(?![\\p{L}\\d])|\\p{L}+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> SIZES =
      Set.of(
          "nano", "micro", "tiny", "small", "medium", "base", "large", "huge", "giant", "xl", "xxl",
          "xs", "lg", "sm", "md", "mini", "int", "fp", "uint", "opset");

  private static final int SHORTEST = 2;

  private ModelFamily() {}

  /** The key of a record's family. */
  public static String key(MetadataRecord record) {
    String algorithm = record.structural().algorithm();
    String model = algorithm == null ? withoutVariant(record.id().name()) : folded(algorithm);
    return folded(record.id().project()) + '/' + model;
  }

  private static String withoutVariant(String name) {
    List<String> words =
        WORD.matcher(name)
            .results()
            .map(MatchResult::group)
            .map(ModelFamily::folded)
            .filter(word -> word.length() >= SHORTEST && !SIZES.contains(word))
            .toList();
    return words.isEmpty() ? folded(name) : String.join(" ", words);
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
