package org.modeldex.index;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of one facet field, numbered from 1 in the order in which they were first seen.
 * Numbers are never taken back, so what was counted by number stays valid when values are added.
 *
 * <p>One thread adds; all may look up.
 */
final class FacetValues {
  /** The number that stands for "no value". */
  static final int NONE = 0;

  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private volatile String[] values = new String[16];
  private volatile int last = NONE;

  /** The value's number, a new one if it was never seen. */
  int number(String value) {
    Integer known = numbers.get(value);
    return known == null ? add(value) : known;
  }

  private int add(String value) {
    int number = last + 1;
    if (number == values.length) {
      values = Arrays.copyOf(values, 2 * number);
    }
    values[number] = value;
    last = number;
    numbers.put(value, number);
    return number;
  }

  /** The value's number, or {@link #NONE} if it was never seen. */
  int find(String value) {
    return numbers.getOrDefault(value, NONE);
  }

  /** The value of a number from 1 to {@link #last}. */
  String value(int number) {
    return values[number];
  }

  /** The highest number given. */
  int last() {
    return last;
  }
}
