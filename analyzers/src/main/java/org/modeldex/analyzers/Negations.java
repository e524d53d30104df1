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
 * a mention means nothing, and its words are not looked for.
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
    List<Mention> wanted = new ArrayList<>(mentions);
    excluded(text, typed, mentions).forEach(exclusion -> wanted.remove(exclusion.mention()));
    return wanted;
  }

  /** A text with blanks for what it excludes, and for the words that say so. */
  static String rest(String text, List<Word> typed, List<Mention> mentions) {
    List<Mention> wanted = without(text, typed, mentions);
    StringBuilder rest = new StringBuilder(text);
    for (Exclusion exclusion : excluded(text, typed, mentions)) {
      for (int i = exclusion.from(); i < exclusion.mention().end(); i++) {
        int place = i;
        if (wanted.stream().noneMatch(mention -> mention.covers(place))) {
          for (int at = typed.get(i).start(); at < typed.get(i).end(); at++) {
            rest.setCharAt(at, ' ');
          }
        }
      }
    }
    return rest.toString();
  }

  /** Whether a word may exclude what follows it. */
  static boolean isNegative(String word) {
    return NEGATIVE.contains(word);
  }

  /**
   * A mention that is not wanted.
   *
   * @param from the number of the first of the words that say so
   */
  private record Exclusion(Mention mention, int from) {}

  private static List<Exclusion> excluded(String text, List<Word> typed, List<Mention> mentions) {
    List<Exclusion> excluded = new ArrayList<>();
    for (Mention mention : mentions) {
      int from = excludedFrom(text, typed, mention, excluded);
      if (from >= 0) {
        excluded.add(new Exclusion(mention, from));
      }
    }
    return excluded;
  }

  /** The number of the first word that excludes a mention; -1 when it is wanted. */
  private static int excludedFrom(
      String text, List<Word> typed, Mention mention, List<Exclusion> excluded) {
    int place = mention.first() - 1;
    boolean isJoined = place >= 0 && JOINING.contains(lower(text, typed, place));
    if (isJoined && endsAt(place, mention, excluded)) {
      return place;
    }
    while (place >= 0 && isAdjoining(text, typed, place)) {
      String word = lower(text, typed, place);
      boolean isCompared =
          word.equals("than") && place > 0 && COMPARED.contains(lower(text, typed, place - 1));
      if (NEGATIVE.contains(word) || isCompared) {
        return isCompared ? place - 1 : place;
      }
      boolean leads = !word.equals("only") && !word.equals("just") && !word.equals("but");
      if (!leads || !(FunctionWords.contains(word) || word.endsWith("ed"))) {
        return -1;
      }
      place--;
    }
    return -1;
  }

  /** Whether something of the same kind that is excluded ends there. */
  private static boolean endsAt(int end, Mention mention, List<Exclusion> excluded) {
    return excluded.stream()
        .map(Exclusion::mention)
        .anyMatch(other -> other.field() == mention.field() && other.end() == end);
  }

  /** Whether nothing that ends a clause stands between a word and the next one. */
  private static boolean isAdjoining(String text, List<Word> typed, int place) {
    return text.substring(typed.get(place).end(), typed.get(place + 1).start())
        .chars()
        .noneMatch(c -> ",.;:!?".indexOf(c) >= 0);
  }
}
