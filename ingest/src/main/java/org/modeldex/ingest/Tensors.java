package org.modeldex.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.modeldex.record.ModeldexException;

/** Counts the tensors of weight files and their elements. Used by one thread. */
public final class Tensors {
  /** Types that are told apart, at most; formats have fewer than fifty. */
  private static final int MAX_TYPES = 200;

  private final Map<String, Integer> types = new TreeMap<>();
  private long elements;

  /**
   * Counts one.
   *
   * @param type how its numbers are stored
   * @throws ModeldexException INVALID_ARGUMENT for a side below zero, and when there are more
   *     elements than can be counted
   */
  public void add(String type, Iterable<Long> shape) {
    long own = 1;
    for (long side : shape) {
      if (side < 0 || (side > 0 && own > Long.MAX_VALUE / side)) {
        throw ModeldexException.invalid(
            "the header", "has a tensor with a side of " + side + ", which no file can hold");
      }
      own *= side;
    }
    if (own > Long.MAX_VALUE - elements) {
      throw ModeldexException.invalid("the header", "has more elements than any file can hold");
    }
    elements += own;
    types.merge(types.size() < MAX_TYPES ? type : "other", 1, Integer::sum);
  }

  /** How many elements all have together. */
  public long elements() {
    return elements;
  }

  /** How many there are of each type, in words: {@code F16 (12), F32 (3)}; empty for none. */
  public String types() {
    return inWords(types);
  }

  /** Counts in words, by name. */
  public static String inWords(Map<String, Integer> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(count -> count.getKey() + " (" + count.getValue() + ')')
            .collect(Collectors.joining(", "));
  }
}
