package org.modeldex.ingest.opusmt;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Which languages are translated into which: {@code fr-de}, {@code da+sv-af+nl}, {@code en-pt_br}.
 */
record LanguagePair(List<String> sources, List<String> targets) {
  private static final Pattern FORM = Pattern.compile("([A-Za-z_+]{2,2000})-([A-Za-z_+]{2,2000})");

  static Optional<LanguagePair> find(String folder) {
    Matcher form = FORM.matcher(folder);
    return form.matches()
        ? Optional.of(new LanguagePair(codes(form.group(1)), codes(form.group(2))))
        : Optional.empty();
  }

  private static List<String> codes(String side) {
    return Arrays.stream(side.split("\\+", -1)).filter(code -> !code.isBlank()).toList();
  }

  /** All languages, those of the source first. */
  List<String> languages() {
    Set<String> all = new LinkedHashSet<>(sources);
    all.addAll(targets);
    return List.copyOf(all);
  }

  /** In words, such as {@code Translates French (fr) to German (de).} */
  String sentence(Vocabulary vocabulary) {
    return "Translates " + names(sources, vocabulary) + " to " + names(targets, vocabulary) + '.';
  }

  private static String names(List<String> codes, Vocabulary vocabulary) {
    return codes.stream()
        .map(code ->
            vocabulary
                .find(Term.Category.LANGUAGE, code)
                .map(term -> term.title() + " (" + code + ')')
                .orElse(code))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
