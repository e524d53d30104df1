package org.modeldex.search;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The values of {@link SearchField#TRANSLATES}: two language codes, the source first. {@code mul}
 * (ISO 639 for several languages) stands for any.
 */
public final class TranslationPair {
  private static final String ANY = "mul";

  /** Models of more languages than this are found by their languages alone. */
  private static final int MOST = 200;

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{Nd}+_]+");

  /** A language of two or three letters, perhaps with its script or region: {@code pt_br}. */
  private static final Pattern CODE = Pattern.compile("[a-z]{2,3}(?:_[A-Za-z]{2,4})?");

  private static final Pattern CONNECTOR = Pattern.compile("[-_. ](?:to|2)[-_. ]");

  /** Two codes with a direction between, which say by themselves that something translates. */
  private static final Pattern SAID =
      Pattern.compile("(?<![^-_. /])([a-z]{2,3})[-_. ]to[-_. ]([a-z]{2,3})(?![a-z])");

  private TranslationPair() {}

  public static String of(String source, String target) {
    return source + '-' + target;
  }

  /** From a language into any. */
  public static String from(String source) {
    return of(source, ANY);
  }

  /** Into a language from any. */
  public static String to(String target) {
    return of(ANY, target);
  }

  /** The pair with any target instead of its own. */
  public static String toAny(String pair) {
    return from(pair.substring(0, pair.indexOf('-')));
  }

  /** The pair with any source instead of its own. */
  public static String fromAny(String pair) {
    return to(pair.substring(pair.indexOf('-') + 1));
  }

  /** Whether a pair is the wanted one, of which either side may be any language. */
  public static boolean covers(String wanted, String pair) {
    return wanted.equals(pair) || wanted.equals(toAny(pair)) || wanted.equals(fromAny(pair));
  }

  /**
   * The pairs that a name of a translation model or its test set speaks of by two codes in a row,
   * as in {@code opus-mt-en-fi}, {@code newstest2015.en.fi}, {@code kde4-en-to-fr} or, each with
   * each, {@code en+fr-et+fi}; the last two where there are more. Empty without.
   */
  public static Set<String> namedIn(String name, Vocabulary vocabulary) {
    String plain = CONNECTOR.matcher(name).replaceAll("-");
    List<String> words = Arrays.stream(BETWEEN.split(plain)).toList();
    for (int i = words.size() - 1; i > 0; i--) {
      Set<String> sources = languages(words.get(i - 1), vocabulary);
      Set<String> targets = languages(words.get(i), vocabulary);
      if (!sources.isEmpty() && !targets.isEmpty() && sources.size() * targets.size() <= MOST) {
        return pairs(sources, targets);
      }
    }
    return Set.of();
  }

  /**
   * The pair that a name of any model says it translates between, as in {@code kde4-en-to-fr}.
   * Empty without.
   */
  public static Set<String> saidIn(String name, Vocabulary vocabulary) {
    Matcher said = SAID.matcher(name);
    return said.find()
        ? pairs(languages(said.group(1), vocabulary), languages(said.group(2), vocabulary))
        : Set.of();
  }

  private static Set<String> pairs(Set<String> sources, Set<String> targets) {
    Set<String> pairs = new LinkedHashSet<>();
    for (String source : sources) {
      for (String target : targets) {
        if (!source.equals(target)) {
          pairs.add(of(source, target));
        }
      }
    }
    return pairs;
  }

  /** The languages of codes joined by plus signs; empty when one of them is none. */
  private static Set<String> languages(String codes, Vocabulary vocabulary) {
    Set<String> languages = new LinkedHashSet<>();
    for (String code : codes.split("\\+", -1)) {
      Optional<Term> language =
          CODE.matcher(code).matches()
              ? vocabulary.find(Term.Category.LANGUAGE, code.replaceFirst("_.*", ""))
              : Optional.empty();
      if (language.isEmpty()) {
        return Set.of();
      }
      languages.add(language.get().slug());
    }
    return languages;
  }
}
