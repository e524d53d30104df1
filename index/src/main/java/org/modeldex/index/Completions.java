package org.modeldex.index;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Everything but names that can be suggested, in the order of the letters from the beginning of
 * each of its words on: values of facets, metric keys, fields. What the vocabulary calls by other
 * names stands under those too.
 *
 * <p>It only grows, as the numbers of {@link FacetValues} and {@link MetricDictionary} do, and
 * holds no counts, so one serves all snapshots that share those numbers. One thread adds; all may
 * read.
 */
final class Completions {
  private final Vocabulary vocabulary;
  private final NavigableSet<Place> places = new ConcurrentSkipListSet<>();
  private final Map<SearchField, FacetValues> values = new EnumMap<>(SearchField.class);
  private final Map<SearchField, Integer> taken = new EnumMap<>(SearchField.class);
  private int takenMetrics;
  private int serial;

  /**
   * One spelling of something.
   *
   * @param serial tells spellings apart
   * @param isAlias whether it is another name
   */
  record Spelling(Completion completion, Wording wording, int serial, boolean isAlias) {}

  /** A word of a spelling. */
  private record Place(Spelling spelling, int start) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      String mine = spelling.wording.letters();
      String others = other.spelling.wording.letters();
      int length = Math.min(mine.length() - start, others.length() - other.start);
      for (int i = 0; i < length; i++) {
        int difference = Character.compare(mine.charAt(start + i), others.charAt(other.start + i));
        if (difference != 0) {
          return difference;
        }
      }
      int shorter = Integer.compare(mine.length() - start, others.length() - other.start);
      return shorter != 0 ? shorter : Integer.compare(spelling.serial, other.spelling.serial);
    }

    boolean startsWith(String beginning) {
      return spelling.wording.letters().startsWith(beginning, start);
    }
  }

  private Completions(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The fields alone. */
  static Completions of(Vocabulary vocabulary) {
    Completions completions = new Completions(vocabulary);
    for (SearchField field : SearchField.values()) {
      Completion.Field completion = new Completion.Field(field);
      completions.add(completion, field.word(), false);
      field.alias().ifPresent(alias -> completions.add(completion, alias, true));
    }
    return completions;
  }

  /** Whether the values of the field are among what is suggested. */
  static boolean hasValues(SearchField field) {
    return field.isFacet() && !SegmentFacets.isBucketed(field);
  }

  /** With everything that facets and metrics have now: this one, or another one. */
  Completions refreshed(FacetOrdinals facets, MetricDictionary dictionary) {
    for (Map.Entry<SearchField, FacetValues> known : values.entrySet()) {
      if (facets.valuesOf(known.getKey()) != known.getValue()) {
        return of(vocabulary).refreshed(facets, dictionary);
      }
    }
    for (SearchField field : SearchField.facets()) {
      if (hasValues(field)) {
        FacetValues all = facets.valuesOf(field);
        values.put(field, all);
        int last = all.last();
        for (int number = taken.getOrDefault(field, 0) + 1; number <= last; number++) {
          add(new Completion.Value(field, number, all.value(number)));
        }
        taken.put(field, last);
      }
    }
    for (int size = dictionary.size(); takenMetrics < size; takenMetrics++) {
      add(new Completion.Metric(takenMetrics, dictionary.key(takenMetrics)));
    }
    return this;
  }

  private void add(Completion.Value value) {
    add(value, value.text(), false);
    aliases(value.field(), value.text()).forEach(alias -> add(value, alias, true));
  }

  private void add(Completion.Metric metric) {
    add(metric, metric.text(), false);
    vocabulary.findMetric(metric.text()).map(Metric::aliases).stream()
        .flatMap(List::stream)
        .forEach(alias -> add(metric, alias, true));
  }

  private Stream<String> aliases(SearchField field, String value) {
    return switch (field) {
      case TASK -> vocabulary.findTask(value).stream().flatMap(Completions::names);
      case LICENSE -> names(Category.LICENSE, value);
      case LANGUAGE -> names(Category.LANGUAGE, value);
      case DATASET -> names(Category.DATASET, value);
      case FRAMEWORK, LIBRARY -> names(Category.FRAMEWORK, value);
      default -> Stream.empty();
    };
  }

  private static Stream<String> names(Task task) {
    return Stream.concat(
        Stream.of(task.title()), Stream.concat(task.aliases().stream(), task.synonyms().stream()));
  }

  private Stream<String> names(Category category, String value) {
    Optional<Term> term = vocabulary.find(category, value);
    return term.stream()
        .flatMap(known -> Stream.concat(Stream.of(known.title()), known.aliases().stream()));
  }

  private void add(Completion completion, String text, boolean isAlias) {
    Wording wording = Wording.of(text);
    Spelling spelling = new Spelling(completion, wording, serial++, isAlias);
    for (int start : wording.starts()) {
      places.add(new Place(spelling, start));
    }
  }

  /** The spellings with a word that begins with these letters, at most so many, some twice. */
  void forEach(String beginning, int most, Consumer<Spelling> use) {
    int left = most;
    for (Place place : places.tailSet(first(beginning))) {
      if (!place.startsWith(beginning) || left-- == 0) {
        break;
      }
      use.accept(place.spelling);
    }
  }

  private static Place first(String beginning) {
    Wording wording = Wording.ofLetters(beginning);
    return new Place(new Spelling(new Completion.Field(SearchField.ID), wording, -1, false), 0);
  }

  /** How many words there are in all spellings. */
  int size() {
    return places.size();
  }
}
