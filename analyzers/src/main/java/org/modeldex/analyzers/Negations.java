package org.modeldex.analyzers;

import static org.modeldex.analyzers.QueryWords.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.modeldex.analyzers.KnownNames.Mention;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.search.SearchField;

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

  /** After a negation, these say that what follows is not all. */
  private static final Set<String> NOT_ALL =
      Set.of("only", "just", "but", "limited", "restricted", "confined");

  /** Behind a name, these say that it alone is not wanted. */
  private static final Set<String> ALONE = Set.of("only", "alone");

  /** What records may be left out for; of tasks and languages one model may have several. */
  private static final Set<SearchField> LEAVING_OUT =
      Set.of(SearchField.DATASET, SearchField.FRAMEWORK, SearchField.LICENSE, SearchField.NAME);

  private static final Set<String> JOINING = Set.of("or", "and", "nor");

  private Negations() {}

  /** The mentions that are wanted, in their order. */
  static List<Mention> without(String text, List<Word> typed, List<Mention> mentions) {
    List<Mention> wanted = new ArrayList<>(mentions);
    excluded(text, typed, mentions).forEach(exclusion -> wanted.remove(exclusion.mention()));
    return wanted;
  }

  /** The mentions that records are left out for; none in a title, which demands nothing. */
  static List<Mention> leftOut(String text, List<Word> typed, List<Mention> mentions) {
    List<Word> others = new ArrayList<>(typed);
    mentions.forEach(mention ->
        others.removeAll(typed.subList(mention.first(), Math.min(mention.end(), typed.size()))));
    return isTitle(text, others, 0)
        ? List.of()
        : excluded(text, typed, mentions).stream()
            .map(Exclusion::mention)
            .filter(mention -> LEAVING_OUT.contains(mention.field()))
            .filter(mention -> !ALONE.contains(lower(text, typed, mention.end())))
            .toList();
  }

  /** A text with blanks for what it excludes, and for the words that say so. */
  static String rest(String text, List<Word> typed, List<Mention> mentions) {
    List<Mention> wanted = without(text, typed, mentions);
    StringBuilder rest = new StringBuilder(text);
    for (Exclusion exclusion : excluded(text, typed, mentions)) {
      for (int i = exclusion.from(); i < exclusion.mention().end(); i++) {
        int place = i;
        if (wanted.stream().noneMatch(mention -> mention.covers(place))) {
          int end = typed.get(i).end() + (text.startsWith("-", typed.get(i).end()) ? 1 : 0);
          for (int at = typed.get(i).start(); at < end; at++) {
            rest.setCharAt(at, ' ');
          }
        }
      }
    }
    return rest.toString();
  }

  /**
   * Names of models and the like, which no vocabulary has, that a text excludes: {@code not YOLO},
   * {@code without ResNet or VGG}. They are told by their capitals or digits, as mentions of a
   * name.
   */
  static List<Mention> unknownNames(String text, List<Word> typed, List<Mention> known) {
    List<Mention> names = new ArrayList<>();
    for (int i = 1; i < typed.size(); i++) {
      int place = i;
      if (known.stream().noneMatch(mention -> mention.covers(place))
          && isName(text, typed, i)
          && (isJoinedTo(names, text, typed, i) || isExcluded(text, typed, i))) {
        String name = typed.get(i).in(text);
        names.add(new Mention(SearchField.NAME, name, name, i, i + 1, 1));
      }
    }
    return names;
  }

  /** Whether the words before a word exclude it; "non-IID" is a word of its own. */
  static boolean isExcluded(String text, List<Word> typed, int place) {
    String name = typed.get(place).in(text);
    Mention mention = new Mention(SearchField.NAME, name, name, place, place + 1, 1);
    int from = excludedFrom(text, typed, mention, List.of());
    return from >= 0 && !lower(text, typed, from).equals("non");
  }

  /** Whether a word goes on from a name or is one more of them: {@code Faster R-CNN or SSD}. */
  private static boolean isJoinedTo(List<Mention> names, String text, List<Word> typed, int place) {
    if (names.isEmpty()) {
      return false;
    }
    int end = names.getLast().end();
    boolean isNext = end == place && isAdjoining(text, typed, place - 1);
    boolean isOneMore = end == place - 1 && JOINING.contains(lower(text, typed, end));
    return isNext || isOneMore;
  }

  /**
   * Whether a word is written as a name. In a title nearly every word has a capital, so that the
   * first letter says nothing there.
   */
  private static boolean isName(String text, List<Word> typed, int place) {
    String written = typed.get(place).in(text);
    boolean isCapital = Character.isUpperCase(written.codePointAt(0));
    return !FunctionWords.contains(written)
        && (isAbbreviation(written) || (isCapital && !isTitle(text, typed, place)));
  }

  /** Whether a word has capitals or digits where words have none, or is one capital. */
  private static boolean isAbbreviation(String written) {
    int first = written.length() == 1 ? 0 : 1;
    return written
        .chars()
        .skip(first)
        .anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c));
  }

  /** Whether more than half of the other words, without abbreviations, begin with a capital. */
  private static boolean isTitle(String text, List<Word> typed, int except) {
    int capitals = 0;
    int all = 0;
    for (int i = 0; i < typed.size(); i++) {
      String written = typed.get(i).in(text);
      boolean counts = !FunctionWords.contains(written) && !isAbbreviation(written);
      if (i != except && counts) {
        all++;
        capitals += Character.isUpperCase(written.codePointAt(0)) ? 1 : 0;
      }
    }
    return 2 * capitals > all;
  }

  /** Whether a word may exclude what follows it. */
  static boolean isNegative(String word) {
    return NEGATIVE.contains(word);
  }

  /** Whether a text ends in words that exclude what follows: {@code not trained on}. */
  static boolean excludeNext(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split(" +", -1);
    for (int i = words.length - 1; i >= 0; i--) {
      if (NEGATIVE.contains(words[i])) {
        return true;
      }
      boolean leads = words[i].endsWith("ed") || FunctionWords.contains(words[i]);
      if (!leads
          || NOT_ALL.contains(words[i])
          || endsClause(words[i].charAt(words[i].length() - 1))) {
        return false;
      }
    }
    return false;
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
    if (mention.field() == SearchField.NAME && endsAt(mention.first(), mention, excluded)) {
      return mention.first();
    }
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
      if (NOT_ALL.contains(word) || !(FunctionWords.contains(word) || word.endsWith("ed"))) {
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
    return QueryWords.between(text, typed, place).chars().noneMatch(Negations::endsClause);
  }

  private static boolean endsClause(int c) {
    return ",.;:!?".indexOf(c) >= 0;
  }
}
