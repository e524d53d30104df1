package org.modeldex.vocabulary;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what words were found to mean, since records repeat the same few words. Bounded: when
 * it is full, other words are looked up each time. Safe for all threads.
 */
final class Memo<T> {
  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_LENGTH = 100;

  private final Map<String, T> known = new ConcurrentHashMap<>();
  private final Function<String, T> lookUp;

  Memo(Function<String, T> lookUp) {
    this.lookUp = lookUp;
  }

  T of(String words) {
    T found = known.get(words);
    if (found == null) {
      found = lookUp.apply(words);
      if (words.length() <= MAX_LENGTH && known.size() < MAX_ENTRIES) {
        known.put(words, found);
      }
    }
    return found;
  }
}
