package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Term.Permission;
import org.modeldex.vocabulary.Vocabulary;

/** Names of the vocabulary that occur in a text, the longest at each place. Immutable. */
final class KnownNames {
  private static final int LONGEST = 8;

  /** Shorter single words are abbreviations, and mean a name only when written as one. */
  private static final int SHORT = 5;

  private final Map<String, List<Name>> names = new HashMap<>();
  private final QueryWords words;

  KnownNames(Vocabulary vocabulary, QueryWords words) {
    this.words = words;
    for (Task task : vocabulary.tasks()) {
      add(SearchField.TASK, task.slug(), task.title());
      task.aliases().forEach(alias -> add(SearchField.TASK, task.slug(), alias));
    }
    for (Category category :
        List.of(Category.DATASET, Category.LICENSE, Category.LANGUAGE, Category.FRAMEWORK)) {
      for (Term term : vocabulary.terms(category)) {
        add(field(category), term.slug(), term.title());
        if (category != Category.LANGUAGE) {
          add(field(category), term.slug(), term.slug());
        }
        term.aliases().forEach(alias -> add(field(category), term.slug(), alias));
      }
    }
    addPermissions();
  }

  /** What people say of licences. */
  private void addPermissions() {
    List.of("permissive", "permissively", "permissive license")
        .forEach(name -> add(SearchField.LICENSING, Permission.PERMISSIVE.word(), name));
    List.of("commercial use", "for commercial use", "commercially usable")
        .forEach(name -> add(SearchField.LICENSING, Permission.COMMERCIAL_USE.word(), name));
  }

  /** A name and what it is of. */
  private record Name(SearchField field, String value, String written) {}

  /**
   * A name in a text.
   *
   * @param first the number of its first word
   * @param end the number of the word after its last
   */
  record Mention(
      SearchField field, String value, String text, int first, int end, double confidence) {}

  private static SearchField field(Category category) {
    return switch (category) {
      case DATASET -> SearchField.DATASET;
      case LICENSE -> SearchField.LICENSE;
      case LANGUAGE -> SearchField.LANGUAGE;
      case FRAMEWORK -> SearchField.FRAMEWORK;
      case ABBREVIATION -> throw new IllegalArgumentException("abbreviations are no field");
    };
  }

  private void add(SearchField field, String value, String name) {
    List<String> stems = words.stems(name);
    if (!stems.isEmpty() && stems.size() <= LONGEST) {
      List<Name> same = names.computeIfAbsent(String.join(" ", stems), key -> new ArrayList<>());
      Name added = new Name(field, value, name.toLowerCase(Locale.ROOT));
      if (!same.contains(added)) {
        same.add(added);
      }
    }
  }

  /** The mentions in a text, in their order; those of one field do not overlap. */
  List<Mention> in(String text, List<Word> typed) {
    List<Mention> mentions = new ArrayList<>();
    Map<SearchField, Integer> takenTo = new HashMap<>();
    for (int first = 0; first < typed.size(); first++) {
      for (int end = Math.min(typed.size(), first + LONGEST); end > first; end--) {
        for (Name name : named(typed.subList(first, end))) {
          if (takenTo.getOrDefault(name.field(), 0) <= first) {
            String written = text.substring(typed.get(first).start(), typed.get(end - 1).end());
            double confidence = confidence(name, written, end - first, after(text, typed, end));
            if (confidence > 0) {
              mentions.add(
                  new Mention(name.field(), name.value(), written, first, end, confidence));
              takenTo.put(name.field(), end);
            }
          }
        }
      }
    }
    return mentions;
  }

  private List<Name> named(List<Word> typed) {
    String key =
        typed.size() == 1
            ? typed.getFirst().stem()
            : String.join(" ", typed.stream().map(Word::stem).toList());
    return names.getOrDefault(key, List.of());
  }

  private static String after(String text, List<Word> typed, int end) {
    return end < typed.size()
        ? text.substring(typed.get(end).start(), typed.get(end).end()).toLowerCase(Locale.ROOT)
        : "";
  }

  /** How sure it is that words which are a name are meant as one; 0 for not at all. */
  private static double confidence(Name name, String written, int words, String next) {
    String lower = written.toLowerCase(Locale.ROOT);
    boolean isOther =
        words == 1 && name.field() != SearchField.TASK && !lower.equals(name.written());
    if (isOther || FunctionWords.contains(written)) {
      return 0;
    }
    boolean isMarked = !written.equals(lower) || written.chars().anyMatch(Character::isDigit);
    return switch (name.field()) {
      case TASK -> words > 1 ? 0.9 : written.length() < 4 && !isMarked ? 0.5 : 0.7;
      case LANGUAGE -> isMarked || written.length() >= SHORT ? 0.9 : 0;
      case DATASET -> isMarked ? 0.7 : words > 1 ? 0.4 : 0;
      case LICENSE, LICENSING -> isMarked || words > 1 || next.startsWith("licen") ? 0.8 : 0;
      case FRAMEWORK -> isMarked || written.length() >= SHORT ? 0.8 : 0;
      default -> throw new IllegalStateException("no names of " + name.field());
    };
  }
}
