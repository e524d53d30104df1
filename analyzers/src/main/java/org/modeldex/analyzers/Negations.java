package org.modeldex.analyzers;

import static org.modeldex.analyzers.QueryWords.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.modeldex.analyzers.KnownNames.Mention;
import org.modeldex.analyzers.QueryWords.Word;

/**
 * Names that a text mentions to say that they are not wanted: {@code not for commercial use},
 * {@code without COCO}, {@code no French or German}. What is wanted instead cannot be told, so such
 * a mention means nothing.
 */
final class Negations {
  private static final Set<String> NEGATIVE =
      Set.of(
          "not",
          "no",
          "non",
          "nor",
          "never",
          "without",
          "except",
          "excluding",
          "exclude",
          "unlike",
          "don't",
          "doesn't",
          "isn't");

  /** Before {@code than}. */
  private static final Set<String> COMPARED = Set.of("other", "rather");

  private static final Set<String> JOINING = Set.of("or", "and", "nor");

  private Negations() {}

  /** The mentions that are wanted, in their order. */
  static List<Mention> without(String text, List<Word> typed, List<Mention> mentions) {
    List<Mention> wanted = new ArrayList<>();
    List<Mention> excluded = new ArrayList<>();
    for (Mention mention : mentions) {
      (isExcluded(text, typed, mention, excluded) ? excluded : wanted).add(mention);
    }
    return wanted;
  }

  private static boolean isExcluded(
      String text, List<Word> typed, Mention mention, List<Mention> excluded) {
    int place = mention.first() - 1;
    boolean isJoined = place >= 0 && JOINING.contains(lower(text, typed, place));
    if (isJoined && endsAt(place, mention, excluded)) {
      return true;
    }
    while (place >= 0 && isAdjoining(text, typed, place)) {
      String word = lower(text, typed, place);
      boolean isCompared =
          word.equals("than") && place > 0 && COMPARED.contains(lower(text, typed, place - 1));
      if (NEGATIVE.contains(word) || isCompared) {
        return true;
      }
      boolean leads = !word.equals("only") && !word.equals("just") && !word.equals("but");
      if (!leads || !(FunctionWords.contains(word) || word.endsWith("ed"))) {
        return false;
      }
      place--;
    }
    return false;
  }

  /** Whether something of the same kind that is excluded ends there. */
  private static boolean endsAt(int end, Mention mention, List<Mention> excluded) {
    return excluded.stream().anyMatch(e -> e.field() == mention.field() && e.end() == end);
  }

  /** Whether nothing that ends a clause stands between a word and the next one. */
  private static boolean isAdjoining(String text, List<Word> typed, int place) {
    return text.substring(typed.get(place).end(), typed.get(place + 1).start())
        .chars()
        .noneMatch(c -> ",.;:!?".indexOf(c) >= 0);
  }
}
