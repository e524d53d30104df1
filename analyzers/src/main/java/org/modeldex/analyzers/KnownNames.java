package org.modeldex.analyzers;

import static org.modeldex.analyzers.QueryWords.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  /** Names of languages and frameworks that mostly mean something else. */
  private static final Set<String> EVERYDAY =
      Set.of(
          "multi",
          "multiple",
          "various",
          "romance",
          "gothic",
          "italic",
          "slave",
          "accelerate",
          "adapters",
          "asteroid",
          "catalyst",
          "darts",
          "ignite",
          "lightning",
          "orange",
          "prophet",
          "rapids",
          "spark",
          "transformers");

  /** Licences in one word that names neither a model nor a language. */
  private static final Set<String> UNMISTAKABLE = Set.of("apache", "unlicense");

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
    List.of(
            "permissive",
            "permissively",
            "permissive license",
            "no license restrictions",
            "no licence restrictions",
            "no licensing restrictions",
            "no usage restrictions",
            "unrestricted license")
        .forEach(name -> add(SearchField.LICENSING, Permission.PERMISSIVE.word(), name));
    List.of(
            "commercial use",
            "for commercial use",
            "commercially usable",
            "use commercially",
            "used commercially")
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
      SearchField field, String value, String text, int first, int end, double confidence) {
    /** Whether it holds the word of this number. */
    boolean covers(int word) {
      return first <= word && word < end;
    }

    private boolean overlaps(Mention other) {
      return field == other.field && first < other.end && other.first < end;
    }
  }

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

  /** The mentions in a text, in their order; of those of one field that overlap the longest. */
  List<Mention> in(String text, List<Word> typed) {
    List<Mention> mentions = new ArrayList<>();
    for (int length = Math.min(typed.size(), LONGEST); length > 0; length--) {
      for (int first = 0; first + length <= typed.size(); first++) {
        for (Name name : named(typed.subList(first, first + length))) {
          Mention mention = mention(name, text, typed, first, first + length);
          if (mention.confidence() > 0 && mentions.stream().noneMatch(mention::overlaps)) {
            mentions.add(mention);
          }
        }
      }
    }
    mentions.sort(Comparator.comparingInt(Mention::first));
    return mentions;
  }

  private static Mention mention(Name name, String text, List<Word> typed, int first, int end) {
    String written = text.substring(typed.get(first).start(), typed.get(end - 1).end());
    double confidence =
        isPartOfWord(text, typed.get(first).start(), typed.get(end - 1).end())
            ? 0
            : confidence(
                name, written, end - first, lower(text, typed, first - 1), lower(text, typed, end));
    // The word "license" belongs to the name before it and speaks of no licence plates.
    boolean isTold = name.field() == SearchField.LICENSE && isLicence(lower(text, typed, end));
    return new Mention(
        name.field(), name.value(), written, first, isTold ? end + 1 : end, confidence);
  }

  private List<Name> named(List<Word> typed) {
    String key =
        typed.size() == 1
            ? typed.getFirst().stem()
            : String.join(" ", typed.stream().map(Word::stem).toList());
    return names.getOrDefault(key, List.of());
  }

  /** How sure it is that words which are a name are meant as one; 0 for not at all. */
  private static double confidence(
      Name name, String written, int words, String before, String next) {
    String lower = written.toLowerCase(Locale.ROOT);
    boolean isOther =
        words == 1 && name.field() != SearchField.TASK && !lower.equals(name.written());
    if (isOther || FunctionWords.contains(written)) {
      return 0;
    }
    boolean isEveryday = words == 1 && isEveryday(lower);
    boolean isMarked =
        !written.equals(lower)
            || written.chars().anyMatch(c -> Character.isDigit(c) || Character.isIdeographic(c));
    return switch (name.field()) {
      case TASK -> words > 1 ? 0.9 : written.length() < 4 && !isMarked ? 0.5 : 0.7;
      case LANGUAGE ->
          isEveryday
              ? next.startsWith("language") ? 0.9 : 0
              : isMarked || written.length() >= SHORT ? 0.9 : 0;
      case DATASET ->
          isMarked || before.equals("on") || Negations.isNegative(before)
              ? 0.7
              : words > 1 ? 0.4 : 0;
      case LICENSE, LICENSING -> {
        boolean isTold = isLicence(next) || before.equals("under");
        boolean isClear = isMarked && (isAbbreviation(written) || UNMISTAKABLE.contains(lower));
        yield words > 1 || isTold || isClear ? 0.8 : 0;
      }
      case FRAMEWORK ->
          isMarked || (written.length() >= SHORT && (!isEveryday || FunctionWords.contains(before)))
              ? 0.8
              : 0;
      default -> throw new IllegalStateException("no names of " + name.field());
    };
  }

  /** Whether a name of a language or framework mostly means something else. */
  static boolean isEveryday(String name) {
    return EVERYDAY.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a letter is joined to another word, as the R of {@code R-CNN} is, which is no name. */
  private static boolean isPartOfWord(String text, int start, int end) {
    return end - start == 1
        && (text.startsWith("-", end) || (start > 0 && text.charAt(start - 1) == '-'));
  }

  private static boolean isLicence(String word) {
    return word.startsWith("licen");
  }

  /** Whether a word has capitals or digits after its first letter: {@code MIT}, {@code gpl3}. */
  private static boolean isAbbreviation(String written) {
    return written.chars().skip(1).anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
  }
}
