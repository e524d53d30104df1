package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;
import org.modeldex.index.TypedWords.Match;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;
import org.modeldex.search.Typed.Place;

/**
 * Finds and orders suggestions for one text. What counts is how well something goes on from the
 * words (see {@link TypedWords}), how many records have it (the logarithm) and what it is: a task
 * helps more people on than an owner. One thread.
 */
final class SuggestRun {
  /** How many words of completions are looked at for one beginning. */
  private static final int MAX_SEEN = 4_000;

  /** What is longer is no beginning of anything. */
  private static final int LONGEST = 100;

  private static final double PER_DOUBLING = 0.7;
  private static final double PER_LETTER = -0.03;
  private static final double WHOLE_ALIAS = -0.5;
  private static final double ALIAS = -4;
  private static final double NAME = 1.5;
  private static final Match NOTHING_TYPED = new Match(0, 0, TypedWords.Place.BEGINNING);

  private final Snapshot snapshot;
  private final NameCompletions names;
  private final SuggestedTogether together;
  private final Typed typed;
  private final TypedWords words;
  private final int limit;
  private final Map<Completion, Scored> completions = new HashMap<>();
  private final Map<String, Scored> terms = new HashMap<>();

  SuggestRun(
      Snapshot snapshot,
      NameCompletions names,
      SuggestedTogether together,
      Typed typed,
      int limit) {
    this.snapshot = snapshot;
    this.names = names;
    this.together = together;
    this.typed = typed;
    this.words = TypedWords.of(typed);
    this.limit = limit;
  }

  /** Something found. A name is still folded. */
  record Scored(double score, Suggestion suggestion) {
    static Scored better(Scored one, Scored other) {
      return one.score >= other.score ? one : other;
    }
  }

  List<Suggestion> suggestions() throws IOException {
    if (words.size() == 0) {
      addMostFrequent();
    } else if (words.joined(words.size()).length() <= LONGEST) {
      addMatches();
      if (completions.size() + terms.size() < limit && words.edits() > 0) {
        addNearMatches();
      }
    }
    List<Scored> found = new ArrayList<>(completions.values());
    found.addAll(terms.values());
    found.sort(Comparator.comparingDouble(Scored::score).reversed());
    return new SuggestionMix(names, together, limit).of(found);
  }

  private void addMostFrequent() throws IOException {
    switch (typed.place()) {
      case Place.Anything anything -> addValues(SearchField.TASK);
      case Place.ValueOf value -> addValues(value.field());
      case Place.Subject subject -> {
        for (SearchField field : SearchField.values()) {
          add(new Completion.Field(field), NOTHING_TYPED, 0);
        }
      }
      case Place.Unforeseen unforeseen -> {}
    }
  }

  private void addValues(SearchField field) throws IOException {
    if (Completions.hasValues(field)) {
      FacetValues all = snapshot.facets().valuesOf(field);
      for (int number = 1; number < snapshot.facets().totals(field).length; number++) {
        add(new Completion.Value(field, number, all.value(number)), NOTHING_TYPED, 0);
      }
    } else {
      addTerms(field, "");
    }
  }

  private void addMatches() throws IOException {
    for (int count = words.size(); count > 0; count--) {
      snapshot.completions().forEach(words.joined(count), MAX_SEEN, this::add);
    }
    switch (typed.place()) {
      case Place.Anything anything -> addNames();
      case Place.ValueOf value when value.field() == SearchField.NAME -> addNames();
      case Place.ValueOf value when !Completions.hasValues(value.field()) ->
          addTerms(value.field(), text(words.size()));
      case Place.ValueOf value -> {}
      case Place.Subject subject -> {}
      case Place.Unforeseen unforeseen -> {}
    }
  }

  private void add(Completions.Spelling spelling) {
    add(spelling, words.match(spelling.wording()));
  }

  /** Other names count where they begin as what was typed, and little unless they are just that. */
  private void add(Completions.Spelling spelling, @Nullable Match match) {
    if (match == null) {
      return;
    }
    if (!spelling.isAlias()) {
      add(spelling.completion(), match, 0);
      return;
    }
    switch (match.place()) {
      case WHOLE -> add(spelling.completion(), match, WHOLE_ALIAS);
      case BEGINNING -> add(spelling.completion(), match, ALIAS);
      case WITHIN, SCATTERED -> {}
    }
  }

  private void addNames() throws IOException {
    for (int count = words.size(); count > 0 && terms.size() < limit; count--) {
      for (String name : names.candidates(words, count, text(count))) {
        addName(name, words.match(Wording.of(name)));
      }
    }
  }

  /** Values of a field that is no facet, by their first letters. */
  private void addTerms(SearchField field, String beginning) throws IOException {
    if (field.type() == SearchField.Type.KEYWORD) {
      TermDictionary dictionary = new TermDictionary(snapshot.reader(), field.word());
      for (TermDictionary.Entry term : dictionary.frequent(Keywords.fold(beginning), limit)) {
        terms.put(
            term.text(),
            new Scored(
                frequency(term.records()),
                new Suggestion.Value(field, term.text(), term.records(), words.size())));
      }
    }
  }

  private void addNearMatches() throws IOException {
    snapshot
        .completions()
        .forEach(
            words.last().letters().substring(0, 1),
            MAX_SEEN,
            spelling -> add(spelling, words.nearMatch(spelling.wording())));
    if (typed.place() instanceof Place.Anything) {
      for (String name : names.nearCandidates(words)) {
        addName(name, words.nearMatch(Wording.of(name)));
      }
    }
  }

  /** The last words as they were typed. */
  private String text(int count) {
    List<String> all = new ArrayList<>(typed.words());
    if (!typed.beginning().isBlank()) {
      all.add(typed.beginning());
    }
    return String.join(" ", all.subList(all.size() - count, all.size()));
  }

  private void addName(String name, @Nullable Match match) {
    if (match != null) {
      double score = match.worth() + NAME + PER_DOUBLING + PER_LETTER * name.length();
      terms.merge(
          name,
          new Scored(score, new Suggestion.Value(SearchField.NAME, name, 1, match.words())),
          Scored::better);
    }
  }

  private void add(Completion completion, Match match, double bonus) {
    if (!fits(completion)) {
      return;
    }
    long count = count(completion);
    if (count == 0) {
      return;
    }
    double score =
        match.worth()
            + bonus
            + weight(completion)
            + (completion instanceof Completion.Field ? 0 : frequency(count))
            + PER_LETTER * completion.text().length();
    completions.merge(
        completion,
        new Scored(score, suggestion(completion, count, match.words())),
        Scored::better);
  }

  private static Suggestion suggestion(Completion completion, long count, int words) {
    return switch (completion) {
      case Completion.Value value ->
          new Suggestion.Value(value.field(), value.text(), count, words);
      case Completion.Metric metric -> new Suggestion.Metric(metric.text(), count, words);
      case Completion.Field field -> new Suggestion.Field(field.field(), count, words);
    };
  }

  private boolean fits(Completion completion) {
    return switch (typed.place()) {
      // Metrics are suggested as what values can be compared with.
      case Place.Anything anything ->
          !(completion instanceof Completion.Value known && known.field() == SearchField.METRIC);
      case Place.ValueOf value ->
          completion instanceof Completion.Value known && known.field() == value.field();
      case Place.Subject subject -> !(completion instanceof Completion.Value);
      case Place.Unforeseen unforeseen -> false;
    };
  }

  private long count(Completion completion) {
    return switch (completion) {
      case Completion.Value value -> {
        int[] totals = snapshot.facets().totals(value.field());
        yield value.number() < totals.length ? totals[value.number()] : 0;
      }
      case Completion.Metric metric -> snapshot.metrics().count(metric.ordinal());
      case Completion.Field field -> recordsWith(field.field());
    };
  }

  private long recordsWith(SearchField field) {
    try {
      return snapshot.reader().docFreq(new Term(IndexFields.HAS, field.word()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What something is worth for what it is. */
  private static double weight(Completion completion) {
    return switch (completion) {
      case Completion.Field field -> 5;
      case Completion.Metric metric -> metric.text().indexOf('#') < 0 ? 0.5 : -2;
      case Completion.Value value ->
          switch (value.field()) {
            case TASK -> 3;
            case ARCHITECTURE -> 2;
            case DATASET, FRAMEWORK, LIBRARY -> 1.5;
            case LANGUAGE, LICENSE -> 0.5;
            case KIND, METRIC, SOURCE, STAGE, TRUST -> -2;
            default -> 0;
          };
    };
  }

  private static double frequency(long records) {
    return PER_DOUBLING * Math.log1p((double) records) / Math.log(2);
  }
}
