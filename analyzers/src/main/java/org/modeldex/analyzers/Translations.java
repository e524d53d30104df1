package org.modeldex.analyzers;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.KnownNames.Mention;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.TranslationPair;

/** From which language into which one a text wants to translate. */
final class Translations {
  private static final Set<String> TARGETS = Set.of("to", "into", "in", "2");

  /** Between two languages, these mean a translation. */
  private static final Set<String> DIRECTIONS = Set.of("to", "into", "2");

  private static final double CONFIDENCE = 0.95;

  /** The direction, when the text speaks of translating and names one or two languages. */
  List<Interpretation> in(String text, List<Word> typed, List<Mention> mentions) {
    List<Mention> languages =
        mentions.stream().filter(m -> m.field() == SearchField.LANGUAGE).toList();
    boolean translates =
        typed.stream().anyMatch(word -> word.stem().startsWith("translat"))
            || isPair(text, typed, languages);
    if (!translates || languages.isEmpty()) {
      return List.of();
    }
    Mention source = null;
    Mention target = null;
    for (Mention language : languages) {
      String before = QueryWords.lower(text, typed, language.first() - 1);
      if (TARGETS.contains(before)) {
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

  /**
   * Whether the text is of two languages with a word for the direction between: English-to-German.
   */
  private static boolean isPair(String text, List<Word> typed, List<Mention> languages) {
    for (int i = 0; i + 1 < languages.size(); i++) {
      Mention next = languages.get(i + 1);
      String between = QueryWords.lower(text, typed, next.first() - 1);
      if (next.first() == languages.get(i).end() + 1 && DIRECTIONS.contains(between)) {
        return true;
      }
    }
    return false;
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
