package org.modeldex.record;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How large the parts of a record may be, and the checks that hold them there. */
public final class Limits {
  /** A description or another long text, in characters. */
  public static final int LONG_TEXT = 500_000;

  /** A word, name, label or path, in characters. */
  public static final int SHORT_TEXT = 2_000;

  /** A tag, task, language or other term that people filter by, in characters. */
  public static final int TERM = 250;

  /** Elements of a list of terms (some cards name thousands of languages). */
  public static final int TERMS = 5_000;

  public static final int MEASUREMENTS = 10_000;
  public static final int EDGES = 5_000;
  public static final int ATTRIBUTES = 1_000;
  public static final int ARTIFACTS = 1_000;

  /** Points of a series that are appended at once. */
  public static final int POINTS = 100_000;

  private static final String BLANK = "must not be blank";

  private Limits() {}

  static @Nullable String text(String field, @Nullable String text, int max) {
    if (text != null) {
      required(field, text, max);
    }
    return text;
  }

  static String required(String field, String text, int max) {
    String problem = problem(text, max);
    if (problem != null) {
      throw ModeldexException.invalid(field, problem);
    }
    return text;
  }

  /** What is wrong with a text; null when nothing is. */
  private static @Nullable String problem(String text, int max) {
    if (text.length() > max) {
      return "has " + text.length() + " characters, more than " + max;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || (Character.isSurrogate(c) && isUnpaired(text, i))) {
        return "contains an unpaired surrogate or a NUL at character " + i;
      }
    }
    return null;
  }

  private static boolean isUnpaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  static String nonBlank(String field, String text, int max) {
    if (text.isBlank()) {
      throw ModeldexException.invalid(field, BLANK);
    }
    return required(field, text, max);
  }

  /** A list of terms: blank ones are refused, repetitions dropped, the order kept. */
  static List<String> terms(String field, Collection<String> terms) {
    size(field, terms.size(), TERMS);
    Set<String> distinct = new LinkedHashSet<>();
    int i = 0;
    for (String term : terms) {
      String problem = term.isBlank() ? BLANK : problem(term, TERM);
      if (problem != null) {
        throw ModeldexException.invalid(field + "[" + i + "]", problem);
      }
      distinct.add(term);
      i++;
    }
    return List.copyOf(distinct);
  }

  /** Texts by their names, which are parts of the names of fields. */
  static void texts(String field, Map<String, String> texts) {
    texts.forEach((name, text) -> {
      String problem = problem(text, LONG_TEXT);
      if (problem != null) {
        throw ModeldexException.invalid(field + "." + name, problem);
      }
    });
  }

  static <T> List<T> list(String field, Collection<T> elements, int max) {
    size(field, elements.size(), max);
    return List.copyOf(elements);
  }

  static <V> SequencedMap<String, V> map(String field, Map<String, V> map, int max) {
    size(field, map.size(), max);
    SequencedMap<String, V> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(nonBlank(field, key, TERM), value));
    return Collections.unmodifiableSequencedMap(copy);
  }

  static @Nullable Long notNegative(String field, @Nullable Long number) {
    if (number != null && number < 0) {
      throw ModeldexException.invalid(field, "must not be negative but is " + number);
    }
    return number;
  }

  private static void size(String field, int size, int max) {
    if (size > max) {
      throw ModeldexException.invalid(field, "has " + size + " elements, more than " + max);
    }
  }
}
