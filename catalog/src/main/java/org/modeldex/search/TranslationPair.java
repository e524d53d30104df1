package org.modeldex.search;

/**
 * The values of {@link SearchField#TRANSLATES}: two language codes, the source first. {@code mul}
 * (ISO 639 for several languages) stands for any.
 */
public final class TranslationPair {
  private static final String ANY = "mul";

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
}
