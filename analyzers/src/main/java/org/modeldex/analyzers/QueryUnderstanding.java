package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final QueryWords words = new QueryWords();
  private final KnownNames names;
  private final TaskGlosses glosses;
  private final Translations translations = new Translations();

  public QueryUnderstanding(Vocabulary vocabulary) {
    this.names = new KnownNames(vocabulary, words);
    this.glosses = new TaskGlosses(vocabulary, words);
  }

  /**
   * What of a text is to be found in records, which never say {@code under 7B parameters}, and are
   * not to say what is excluded; all of it when that is all it says.
   */
  public String content(String text) {
    List<QueryWords.Word> typed = words.of(text);
    if (typed.size() > MAX_WORDS) {
      return text;
    }
    String wanted = Negations.rest(text, typed, names.in(text, typed));
    String content = SizeWords.withoutBounds(wanted);
    return content.isBlank() ? text : content;
  }

  /** The meanings found, the surest first; of one field and value once. */
  public List<Interpretation> of(String text) {
    List<QueryWords.Word> typed = words.of(text);
    if (typed.isEmpty() || typed.size() > MAX_WORDS) {
      return List.of();
    }
    List<KnownNames.Mention> named = names.in(text, typed);
    List<KnownNames.Mention> mentions = Negations.without(text, typed, named);
    List<Interpretation> found = new ArrayList<>(textAfterAll(text));
    for (KnownNames.Mention mention : mentions) {
      found.add(keyword(mention.field(), mention.value(), mention.text(), mention.confidence()));
    }
    found.addAll(translations.in(text, typed, mentions));
    found.addAll(SizeWords.in(text, typed, named));
    for (TaskGlosses.Guess guess : glosses.in(text, untold(typed, named, mentions))) {
      if (isNamed(guess, mentions)) {
        continue;
      }
      found.add(keyword(SearchField.TASK, guess.task(), guess.text(), guess.confidence()));
    }
    found.sort(Comparator.comparingDouble(Interpretation::confidence).reversed());
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
   * The words that are no names of anything but wanted tasks.
   *
   * @param wanted those of the names that are not excluded
   */
  private static List<QueryWords.Word> untold(
      List<QueryWords.Word> typed,
      List<KnownNames.Mention> named,
      List<KnownNames.Mention> wanted) {
    List<QueryWords.Word> untold = new ArrayList<>(typed);
    for (KnownNames.Mention mention : named) {
      if (mention.field() != SearchField.TASK || !wanted.contains(mention)) {
        untold.removeAll(typed.subList(mention.first(), mention.end()));
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

  private static Interpretation keyword(
      SearchField field, String value, String text, double confidence) {
    return new Interpretation(field, value, text, new Query.FieldIs(field, value), confidence);
  }
}
