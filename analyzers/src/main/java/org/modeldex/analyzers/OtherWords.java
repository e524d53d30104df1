package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Other words for what a text says: long forms of its abbreviations and the reverse, the English
 * names of its languages ({@code Deutsch}, {@code German}), and other ways to write its numbers
 * ({@code 7b}, {@code 7 billion}). Immutable; safe for all threads.
 */
public final class OtherWords {
  private static final int LONGEST = 6;

  /** The alias of a language that is a code and no name: {@code ger}, {@code de-at}. */
  private static final Pattern CODE = Pattern.compile("[a-z]{2,3}(-.*)?");

  private static final Map<String, String> MAGNITUDES =
      Map.of("k", "thousand", "m", "million", "b", "billion", "t", "trillion");

  private final QueryWords words = new QueryWords();
  private final Map<String, List<String>> groups = new HashMap<>();
  private final Map<String, String> magnitudes = new HashMap<>();

  /** The abbreviations and languages of a vocabulary. */
  public OtherWords(Vocabulary vocabulary) {
    for (Term term : vocabulary.terms(Category.ABBREVIATION)) {
      List<String> all =
          Stream.concat(Stream.of(term.slug(), term.title()), term.aliases().stream()).toList();
      all.forEach(form -> groups.put(key(words.of(form)), all));
    }
    for (Term language : vocabulary.terms(Category.LANGUAGE)) {
      language.aliases().stream()
          .filter(name -> !CODE.matcher(name).matches() && !KnownNames.isEveryday(name))
          .filter(name -> !name.contains(" ")) // "many languages" is a description
          .forEach(name -> groups.putIfAbsent(key(words.of(name)), List.of(language.title())));
    }
    MAGNITUDES.forEach((letter, word) -> {
      magnitudes.put(letter, word);
      magnitudes.put(word, letter);
    });
  }

  /**
   * Words that stand in a text and others for them.
   *
   * @param typed as they were typed
   * @param other never the same
   */
  public record Pair(String typed, String other) {}

  /** All others for any words of a text, in the order of the text. */
  public List<Pair> of(String text) {
    List<Pair> pairs = new ArrayList<>();
    List<Word> typed = words.of(text);
    for (int first = 0; first < typed.size(); first++) {
      for (int end = first + 1; end <= Math.min(typed.size(), first + LONGEST); end++) {
        addOthers(pairs, text, typed.subList(first, end));
      }
    }
    return pairs;
  }

  private void addOthers(List<Pair> pairs, String text, List<Word> typed) {
    String written = text.substring(typed.getFirst().start(), typed.getLast().end());
    String key = key(typed);
    for (String other : groups.getOrDefault(key, List.of())) {
      if (!key(words.of(other)).equals(key) && !FunctionWords.contains(written)) {
        pairs.add(new Pair(written, other));
      }
    }
    if (typed.size() == 2 && isNumber(typed.getFirst().stem())) {
      String magnitude = magnitudes.get(typed.getLast().stem().toLowerCase(Locale.ROOT));
      if (magnitude != null) {
        String gap = magnitude.length() == 1 ? "" : " ";
        pairs.add(new Pair(written, typed.getFirst().stem() + gap + magnitude));
      }
    }
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  private static String key(List<Word> typed) {
    return String.join(" ", typed.stream().map(Word::stem).toList());
  }
}
