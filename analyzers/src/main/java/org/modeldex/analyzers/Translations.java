package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.KnownNames.Mention;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.TranslationPair;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** From which language into which one a text wants to translate. */
final class Translations {
  private static final Set<String> TARGETS = Set.of("to", "into", "in", "2");

  /** Between two languages, these mean a translation. */
  private static final Set<String> DIRECTIONS = Set.of("to", "into", "2");

  /** Signs between two languages that mean a translation. */
  private static final Pattern ARROW = Pattern.compile(" ?(?:[-=]*[>\u203A]|[\u2192\u21D2]) ?");

  private static final Pattern HYPHEN = Pattern.compile("-| ?[\u2013\u2014] ?");
  private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");
  private static final double CONFIDENCE = 0.95;

  private final Vocabulary vocabulary;

  Translations(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** How two languages in a row are joined. */
  private enum Joint {
    /** By a sign or a word for the direction. */
    DIRECTION,
    HYPHEN,
    NONE
  }

  /** The direction, when the text speaks of translating and names one or two languages. */
  List<Interpretation> in(String text, List<Word> typed, List<Mention> mentions) {
    boolean isSaid =
        typed.stream().anyMatch(word -> word.stem().startsWith("translat"))
            || mentions.stream().anyMatch(mention -> mention.value().equals("translation"));
    List<Mention> languages = languages(text, typed, mentions, isSaid);
    boolean translates = isSaid || isPair(text, typed, languages, mentions);
    if (!translates || languages.isEmpty()) {
      return List.of();
    }
    Mention source = null;
    Mention target = null;
    for (Mention language : languages) {
      if (isTarget(text, typed, language)) {
        target = target == null ? language : target;
      } else {
        source = source == null ? language : source;
      }
    }
    if (target == null && languages.size() > 1) {
      target = languages.get(1); // "Finnish-English translation"
    }
    String value = value(source, target);
    Mention first = languages.getFirst();
    Mention last = languages.getLast();
    String words =
        text.substring(typed.get(first.first()).start(), typed.get(last.end() - 1).end());
    return List.of(
        new Interpretation(
            SearchField.TRANSLATES,
            value,
            words,
            new Query.FieldIs(SearchField.TRANSLATES, value),
            CONFIDENCE));
  }

  private static boolean isTarget(String text, List<Word> typed, Mention language) {
    int before = language.first() - 1;
    return TARGETS.contains(QueryWords.lower(text, typed, before))
        || (before >= 0 && ARROW.matcher(QueryWords.between(text, typed, before)).matches());
  }

  /** The languages that are named, and codes of languages where they can be nothing else. */
  private List<Mention> languages(
      String text, List<Word> typed, List<Mention> mentions, boolean isSaid) {
    List<Mention> languages = new ArrayList<>();
    mentions.stream().filter(m -> m.field() == SearchField.LANGUAGE).forEach(languages::add);
    List<Mention> codes = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      int place = i;
      if (mentions.stream().noneMatch(mention -> mention.covers(place))) {
        code(text, typed, i).ifPresent(codes::add);
      }
    }
    List<Mention> all = new ArrayList<>(languages);
    all.addAll(codes);
    for (Mention code : codes) {
      boolean isPaired = all.stream().anyMatch(other -> isPaired(text, typed, code, other, isSaid));
      boolean isEnd = isSaid && isTarget(text, typed, code) && !FunctionWords.contains(code.text());
      if (isPaired || isEnd) {
        languages.add(code);
      }
    }
    languages.sort(Comparator.comparingInt(Mention::first));
    return languages;
  }

  private Optional<Mention> code(String text, List<Word> typed, int place) {
    String written = typed.get(place).in(text);
    String lower = written.toLowerCase(Locale.ROOT);
    return CODE.matcher(lower).matches()
        ? vocabulary
            .find(Term.Category.LANGUAGE, lower)
            .map(language ->
                new Mention(
                    SearchField.LANGUAGE, language.slug(), written, place, place + 1, CONFIDENCE))
        : Optional.empty();
  }

  /**
   * Whether a code stands beside another language as the other side of a translation: by an arrow,
   * or in a text that speaks of translating. A word such as "it" is a code beside a sign alone.
   */
  private static boolean isPaired(
      String text, List<Word> typed, Mention code, Mention other, boolean isSaid) {
    boolean isFirst = code.first() < other.first();
    Mention first = isFirst ? code : other;
    Mention second = isFirst ? other : code;
    boolean isAdjoining = first.end() == second.first();
    boolean isSign =
        isAdjoining && ARROW.matcher(QueryWords.between(text, typed, first.end() - 1)).matches();
    if (isSign) {
      return true;
    }
    Joint joint = joint(text, typed, first, second);
    boolean isWord = FunctionWords.contains(code.text());
    return isSaid && (joint == Joint.HYPHEN || (joint == Joint.DIRECTION && !isWord));
  }

  /**
   * Whether the text is of two languages with a direction between: English-to-German. A hyphen is
   * one where the text is of nothing else.
   */
  private static boolean isPair(
      String text, List<Word> typed, List<Mention> languages, List<Mention> mentions) {
    for (int i = 0; i + 1 < languages.size(); i++) {
      Joint joint = joint(text, typed, languages.get(i), languages.get(i + 1));
      boolean isAll =
          mentions.stream().allMatch(mention -> mention.field() == SearchField.LANGUAGE)
              && typed.size() == 2;
      if (joint == Joint.DIRECTION || (joint == Joint.HYPHEN && isAll)) {
        return true;
      }
    }
    return false;
  }

  private static Joint joint(String text, List<Word> typed, Mention first, Mention second) {
    if (second.first() == first.end() + 1) {
      String between = QueryWords.lower(text, typed, first.end());
      return DIRECTIONS.contains(between) ? Joint.DIRECTION : Joint.NONE;
    }
    if (second.first() != first.end()) {
      return Joint.NONE;
    }
    String between = QueryWords.between(text, typed, first.end() - 1);
    return ARROW.matcher(between).matches()
        ? Joint.DIRECTION
        : HYPHEN.matcher(between).matches() ? Joint.HYPHEN : Joint.NONE;
  }

  private static String value(@Nullable Mention source, @Nullable Mention target) {
    if (source != null && target != null) {
      return TranslationPair.of(source.value(), target.value());
    }
    return source != null
        ? TranslationPair.from(source.value())
        : TranslationPair.to(target == null ? "" : target.value());
  }
}
