package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What the free words of a query mean: the task, languages, dataset, licence, framework and size
 * that a sentence names or describes. Names are those of the vocabulary; a task is also recognised
 * by its description in everyday words. Immutable; safe for all threads.
 */
public final class QueryUnderstanding {
  /** Longer texts are no sentences of people. */
  private static final int MAX_WORDS = 64;

  private static final Pattern CLAUSE_LIKE =
      Pattern.compile("(?<![^ (])\\p{L}[^ :\"()]*:(?![/:)\\\\])[^ \"()]+");

  /** Words of sentences about any model at all. */
  private static final Set<String> MODEL_WORDS =
      Set.of(
          "model",
          "models",
          "network",
          "networks",
          "parameter",
          "parameters",
          "weights",
          "size",
          "license",
          "licensed",
          "licence",
          "licenced",
          "language",
          "languages",
          "trained",
          "pretrained",
          "evaluated",
          "tested",
          "measured",
          "dataset",
          "datasets",
          "framework");

  /** One search asks several times, and so do many people. */
  private static final int KEPT = 200;

  private final Map<String, Understood> latest =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Understood> eldest) {
              return size() > KEPT;
            }
          });

  private final QueryWords words = new QueryWords();
  private final KnownNames names;
  private final TaskGlosses glosses;
  private final Translations translations;

  public QueryUnderstanding(Vocabulary vocabulary) {
    this.names = new KnownNames(vocabulary, words);
    this.glosses = new TaskGlosses(vocabulary, words);
    this.translations = new Translations(vocabulary);
  }

  /** What was made of a text. */
  private record Understood(
      String content, List<Interpretation> meanings, List<Interpretation> demands) {}

  /**
   * What of a text is to be found in records, which never say {@code under 7B parameters}, and are
   * not to say what is excluded; all of it when that is all it says.
   */
  public String content(String text) {
    return understood(text).content();
  }

  /** The meanings found, the surest first, then what is excluded; of one field and value once. */
  public List<Interpretation> of(String text) {
    return understood(text).meanings();
  }

  /**
   * What a text demands that speaks of nothing else, such as {@code MIT licensed models under 10M
   * parameters}: all of it is meant to hold. Empty for any other text.
   */
  public List<Interpretation> demands(String text) {
    return understood(text).demands();
  }

  private Understood understood(String text) {
    Understood known = latest.get(text);
    if (known != null) {
      return known;
    }
    List<QueryWords.Word> typed = words.of(text);
    Understood understood =
        typed.isEmpty() || typed.size() > MAX_WORDS
            ? new Understood(text, List.of(), List.of())
            : understood(text, typed);
    latest.put(text, understood);
    return understood;
  }

  private Understood understood(String text, List<QueryWords.Word> typed) {
    List<KnownNames.Mention> named = named(text, typed);
    List<Interpretation> meanings = meanings(text, typed, named);
    List<Interpretation> demands =
        onlyDemands(text, typed, named)
            ? meanings.stream().filter(meaning -> meaning.field() != null).toList()
            : List.of();
    return new Understood(content(text, typed, named), meanings, demands);
  }

  private static String content(
      String text, List<QueryWords.Word> typed, List<KnownNames.Mention> named) {
    String wanted = Negations.rest(text, typed, named);
    String content = SizeWords.withoutBounds(wanted).strip();
    return content.isBlank() ? text : content;
  }

  /** Whether a text names and bounds what a model is to have, and nothing else. */
  private boolean onlyDemands(
      String text, List<QueryWords.Word> typed, List<KnownNames.Mention> named) {
    StringBuilder rest = new StringBuilder(text);
    for (KnownNames.Mention mention : named) {
      if (mention.field() == SearchField.TASK) {
        return false;
      }
      int end = Math.min(mention.end(), typed.size());
      for (int at = typed.get(mention.first()).start(); at < typed.get(end - 1).end(); at++) {
        rest.setCharAt(at, ' ');
      }
    }
    String others = SizeWords.withoutBounds(rest.toString());
    return words.of(others).stream()
        .allMatch(word ->
            MODEL_WORDS.contains(word.in(others).toLowerCase(Locale.ROOT))
                || FunctionWords.contains(word.in(others)));
  }

  /** The names in a text, and what it excludes by a name that nobody knows. */
  private List<KnownNames.Mention> named(String text, List<QueryWords.Word> typed) {
    List<KnownNames.Mention> named = new ArrayList<>(names.in(text, typed));
    named.addAll(Negations.unknownNames(text, typed, named));
    return named;
  }

  private List<Interpretation> meanings(
      String text, List<QueryWords.Word> typed, List<KnownNames.Mention> named) {
    List<KnownNames.Mention> mentions = Negations.without(text, typed, named);
    List<Interpretation> found = new ArrayList<>(textAfterAll(text));
    for (KnownNames.Mention mention : mentions) {
      found.add(keyword(mention.field(), mention.value(), mention.text(), mention.confidence()));
    }
    found.addAll(translations.in(text, typed, mentions));
    found.addAll(SizeWords.in(text, typed, named));
    for (TaskGlosses.Guess guess : glosses.in(text, untold(text, typed, named, mentions))) {
      if (isNamed(guess, mentions)) {
        continue;
      }
      found.add(keyword(SearchField.TASK, guess.task(), guess.text(), guess.confidence()));
    }
    found.sort(Comparator.comparingDouble(Interpretation::confidence).reversed());
    for (KnownNames.Mention mention : Negations.leftOut(text, typed, named)) {
      found.add(exclusion(mention));
    }
    Map<Query, Interpretation> once = new LinkedHashMap<>();
    found.forEach(meaning -> once.putIfAbsent(meaning.filter(), meaning));
    return List.copyOf(once.values());
  }

  /** Whether the words that a task was guessed from are only the name of another one. */
  private boolean isNamed(TaskGlosses.Guess guess, List<KnownNames.Mention> mentions) {
    List<String> guessed = words.stems(guess.text());
    return mentions.stream()
        .filter(mention -> mention.field() == SearchField.TASK)
        .filter(mention -> !mention.value().equals(guess.task()))
        .anyMatch(mention -> words.stems(mention.text()).containsAll(guessed));
  }

  /**
   * The words that are no names of anything but wanted tasks, and are not excluded.
   *
   * @param wanted those of the names that are not excluded
   */
  private static List<QueryWords.Word> untold(
      String text,
      List<QueryWords.Word> typed,
      List<KnownNames.Mention> named,
      List<KnownNames.Mention> wanted) {
    List<QueryWords.Word> untold = new ArrayList<>(typed);
    for (KnownNames.Mention mention : named) {
      if (mention.field() != SearchField.TASK || !wanted.contains(mention)) {
        untold.removeAll(typed.subList(mention.first(), mention.end()));
      }
    }
    for (int i = 0; i < typed.size(); i++) {
      if (Negations.isExcluded(text, typed, i)) {
        untold.remove(typed.get(i));
      }
    }
    return untold;
  }

  /** Words that look like a clause; whatever is one never gets here. */
  private static List<Interpretation> textAfterAll(String text) {
    return CLAUSE_LIKE
        .matcher(text)
        .results()
        .map(match ->
            new Interpretation(
                null, match.group(), match.group(), new Query.Phrase(match.group()), 1))
        .toList();
  }

  /** What has a name; one that nobody knows is that of a model or of its architecture. */
  private static Interpretation exclusion(KnownNames.Mention mention) {
    Query named =
        mention.field() == SearchField.NAME
            ? new Query.Or(
                List.of(
                    new Query.TextIs(SearchField.NAME, mention.value()),
                    new Query.FieldIs(SearchField.ARCHITECTURE, mention.value())))
            : new Query.FieldIs(mention.field(), mention.value());
    return new Interpretation(
        mention.field(),
        mention.value(),
        mention.text(),
        new Query.Not(named),
        mention.confidence());
  }

  private static Interpretation keyword(
      SearchField field, String value, String text, double confidence) {
    return new Interpretation(field, value, text, new Query.FieldIs(field, value), confidence);
  }
}
