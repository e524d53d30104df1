package org.modeldex.ingest.monai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tasks of which a bundle's task speaks. Bundles describe theirs in a sentence, such as {@code
 * Decathlon spleen segmentation}; search needs the word that all of a kind have in common.
 */
final class MedicalTasks {
  /** Beginnings of words that tell a task, and the task. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "segment", "medical image segmentation",
          "classif", "medical image classification",
          "detect", "lesion detection",
          "landmark", "landmark detection",
          "insertion points", "landmark detection",
          "annotat", "interactive segmentation",
          "generat", "image generation",
          "synthe", "image generation",
          "registration", "image registration",
          "reconstruct", "image reconstruction");

  private MedicalTasks() {}

  /** The tasks in order of their first mention; empty when the sentence speaks of none. */
  static List<String> in(String sentence) {
    String lower = sentence.toLowerCase(Locale.ROOT);
    List<Map.Entry<String, String>> found = new ArrayList<>();
    SIGNS.entrySet().stream()
        .filter(sign -> mentions(lower, sign.getKey()))
        .sorted(java.util.Comparator.comparingInt(sign -> lower.indexOf(sign.getKey())))
        .forEach(found::add);
    return found.stream().map(Map.Entry::getValue).distinct().toList();
  }

  /** Whether the sign begins a word; "randomly generated" tells how, not what. */
  private static boolean mentions(String sentence, String sign) {
    int at = sentence.indexOf(sign);
    boolean begins = at == 0 || (at > 0 && !Character.isLetter(sentence.charAt(at - 1)));
    return begins && !sentence.startsWith(sign + "ed ", at);
  }
}
