package org.modeldex.vocabulary;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds metrics. Beside the words of a {@link Lexicon} it knows families, whose slug holds {@code
 * {k}} for a number ({@code ndcg-at-{k}} has the member {@code ndcg-at-70}), and splits written
 * into a metric's name ({@code Test WER}, {@code val_accuracy}). Immutable.
 */
final class MetricLexicon {
  /** Stands for a number in the slugs and aliases of a family. */
  static final String NUMBER = "{k}";

  private static final String FOLDED_NUMBER = "#k#";

  private final Lexicon<Metric> lexicon;
  private final List<Metric> metrics;

  MetricLexicon(List<Entry> entries) {
    lexicon = new Lexicon<>(entries, Entry::metric);
    metrics = lexicon.all().stream().filter(metric -> !isFamily(metric)).toList();
  }

  /**
   * What a metric's name says.
   *
   * @param metric null when it is not known
   * @param slug the metric's slug, or the words as a slug
   * @param split the split named in front of or behind the metric, null when none is
   */
  record Name(@Nullable Metric metric, String slug, @Nullable String split) {}

  /** As {@link Words#fold}, keeping the place of a family's number. */
  static String fold(String words) {
    return Words.fold(words.replace(NUMBER, FOLDED_NUMBER));
  }

  /** All metrics by slug, without the families. */
  Collection<Metric> all() {
    return metrics;
  }

  /** Reads a metric's name, setting apart a split's name before or after it. */
  Name name(String words) {
    Name known = knownName(Words.fold(words));
    if (known != null) {
      return known;
    }
    String slug = Words.slug(words);
    known = knownName(Words.fold(slug));
    return known == null ? new Name(null, slug, null) : known;
  }

  private @Nullable Name knownName(String folded) {
    String rest = folded;
    String split = null;
    for (int words = 0; words <= 2; words++) {
      Metric metric = findFolded(rest);
      if (metric != null) {
        // An evaluation may run on any split, so its name tells nothing.
        return new Name(metric, metric.slug(), "eval".equals(split) ? null : split);
      }
      int first = rest.indexOf('-');
      int last = rest.lastIndexOf('-');
      if (first > 0 && Splits.isSplit(rest.substring(0, first))) {
        split = Splits.canonical(rest.substring(0, first));
        rest = rest.substring(first + 1);
      } else if (last > 0 && Splits.isSplit(rest.substring(last + 1))) {
        split = Splits.canonical(rest.substring(last + 1));
        rest = rest.substring(0, last);
      } else {
        return null;
      }
    }
    return null;
  }

  /** The metric with exactly this name; a split's name is not set apart. */
  @Nullable Metric find(String words) {
    return findFolded(Words.fold(words));
  }

  private @Nullable Metric findFolded(String folded) {
    Metric metric = lexicon.find(folded);
    if (metric != null) {
      return isFamily(metric) ? null : metric;
    }
    int start = numberStart(folded);
    if (start < 0) {
      return null;
    }
    int end = folded.indexOf('-', start);
    end = end < 0 ? folded.length() : end;
    Metric family =
        lexicon.find(folded.substring(0, start) + FOLDED_NUMBER + folded.substring(end));
    return family == null ? null : member(family, folded.substring(start, end));
  }

  private Metric member(Metric family, String number) {
    String slug = family.slug().replace(NUMBER, number);
    Metric known = lexicon.find(Words.fold(slug));
    return known != null
        ? known
        : new Metric(
            slug,
            family.title().replace(NUMBER, number),
            family.better(),
            family.unit(),
            family.aliases().stream().map(alias -> alias.replace(NUMBER, number)).toList());
  }

  private static boolean isFamily(Metric metric) {
    return metric.slug().contains(NUMBER);
  }

  /** Where the only part of the folded words that is a number begins; -1 when there is not one. */
  private static int numberStart(String folded) {
    int found = -1;
    int start = 0;
    while (start < folded.length()) {
      int end = folded.indexOf('-', start);
      end = end < 0 ? folded.length() : end;
      if (isNumber(folded, start, end)) {
        if (found >= 0) {
          return -1;
        }
        found = start;
      }
      start = end + 1;
    }
    return found;
  }

  private static boolean isNumber(String text, int start, int end) {
    if (start == end || end - start > 6 || text.charAt(start) == '0') {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
