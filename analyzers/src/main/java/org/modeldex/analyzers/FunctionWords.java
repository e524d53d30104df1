package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words of English that hold a sentence together and say nothing about what is looked for. */
public final class FunctionWords {
  private static final Set<String> WORDS =
      Set.copyOf(
          Arrays.asList(
              """
              a an the this that these those there here it its itself is are was were be been being am
              do does did done doing have has had having can could will would shall should may might
              must and or but nor if then else than so as of other others at by for from in into on onto to with
              without within between about over under via per through during out up off
              i me my mine we us our you your he him his she her they them their who whom whose which
              what when where why how all any each some such only also just very too not no
              want wants need needs looking look search find me give show please help something someone
              somebody anything thing things like get make use used using lets let best good better
              """
                  .strip()
                  .split("\\s+")));

  private FunctionWords() {}

  /**
   * Whether a word, with or without punctuation around it, is one of them. Written in capitals it
   * is a name: {@code USE}, {@code IT}.
   */
  public static boolean contains(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && !Character.isLetterOrDigit(word.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(word.charAt(end - 1))) {
      end--;
    }
    String bare = word.substring(start, end);
    boolean isName = bare.length() > 1 && bare.equals(bare.toUpperCase(Locale.ROOT));
    return !isName && WORDS.contains(bare.toLowerCase(Locale.ROOT));
  }

  /** The words without these; all of them when nothing else is left. */
  public static List<String> without(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (String word : words) {
      if (!contains(word)) {
        kept.add(word);
      }
    }
    return kept.isEmpty() ? words : kept;
  }

  /** A text without those at its beginning and its end; all of it when nothing else is left. */
  public static String stripped(String text) {
    List<String> words = List.of(text.strip().split("\\s+", -1));
    int first = 0;
    int end = words.size();
    while (first < end && contains(words.get(first))) {
      first++;
    }
    while (end > first && contains(words.get(end - 1))) {
      end--;
    }
    return first == end ? text : String.join(" ", words.subList(first, end));
  }
}
