package org.modeldex.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task.
 *
 * @param slug canonical word, Hugging Face's where it has one
 * @param aliases names of the same task elsewhere
 * @param synonyms everyday words people use for it
 * @param about what it does and for what, in everyday words, for search; null when nobody said
 * @param modality {@code image}, {@code text}, {@code audio}, ...
 * @param primaryMetrics metric keys or bare metrics, most telling first
 */
public record Task(
    String slug,
    String title,
    List<String> aliases,
    List<String> synonyms,
    @Nullable String about,
    @Nullable String modality,
    List<String> primaryMetrics) {
  public Task {
    aliases = List.copyOf(aliases);
    synonyms = List.copyOf(synonyms);
    primaryMetrics = List.copyOf(primaryMetrics);
  }
}
