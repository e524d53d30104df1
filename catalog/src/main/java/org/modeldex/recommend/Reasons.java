package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.modeldex.recommend.Objectives.Resolved;
import org.modeldex.record.Measurement.Better;
import org.modeldex.vocabulary.Vocabulary;

/** Says in plain words why a model is where it is. */
final class Reasons {
  /** So many objectives are spelled out. */
  private static final int MOST_PARTS = 3;

  private final Rating rating;
  private final List<Resolved> objectives;
  private final Vocabulary vocabulary;
  private final long candidates;

  /**
   * Reasons for an answer.
   *
   * @param candidates how many models meet all conditions
   */
  Reasons(Rating rating, List<Resolved> objectives, Vocabulary vocabulary, long candidates) {
    this.rating = rating;
    this.objectives = objectives;
    this.vocabulary = vocabulary;
    this.candidates = candidates;
  }

  /**
   * Why the model has its place.
   *
   * @param place 0 for the first
   * @param next what the first is compared with; null for none
   */
  String of(Rated rated, int place, @Nullable Rated next) {
    List<String> parts = new ArrayList<>();
    int unknown = 0;
    for (int j = 0; j < objectives.size(); j++) {
      if (Double.isNaN(rated.value(j))) {
        unknown++;
      } else {
        parts.add(part(rated, j));
      }
    }
    if (parts.size() > MOST_PARTS) {
      int more = parts.size() - MOST_PARTS;
      parts.subList(MOST_PARTS, parts.size()).clear();
      parts.add("and %d more".formatted(more));
    }
    if (unknown > 0) {
      parts.add("nothing is known of %d of %d objectives".formatted(unknown, objectives.size()));
    }
    String text = String.join("; ", parts);
    text = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return next == null || place > 0 ? text : text + "; " + comparison(rated, next);
  }

  private String part(Rated rated, int j) {
    String by = title(j);
    double value = rated.value(j);
    if (rated.isPredicted(j)) {
      return "%s was never measured; about %s is expected".formatted(by, Words.number(value));
    }
    if (rating.worth(j).count() == 1) {
      String others =
          rating.isComparedWidely(j) ? "models for the task" : candidates + " candidates";
      return "the only one of %s with %s (%s)".formatted(others, by, Words.number(value));
    }
    Better better = objectives.get(j).objective().better();
    String most = better == Better.HIGHER ? "highest" : "lowest";
    int ahead = rating.worth(j).better(value);
    String rank = ahead == 0 ? most : ordinal(ahead + 1) + ' ' + most;
    return "%s %s (%s) among %s".formatted(rank, by, Words.number(value), compared(j));
  }

  private String compared(int j) {
    int count = rating.worth(j).count();
    if (rating.isComparedWidely(j)) {
      return "the %d models for the task that have one".formatted(count);
    }
    return count == candidates
        ? candidates + " candidates"
        : "the %d of %d candidates that have one".formatted(count, candidates);
  }

  private String comparison(Rated first, Rated second) {
    List<String> parts = new ArrayList<>();
    boolean areAlike =
        IntStream.range(0, objectives.size())
            .allMatch(j -> Double.isNaN(first.value(j)) == Double.isNaN(second.value(j)));
    for (int j = 0; j < objectives.size(); j++) {
      if (!Double.isNaN(second.value(j))) {
        String of = areAlike ? "" : title(j) + " of ";
        String expected = second.isPredicted(j) ? " (expected)" : "";
        if (parts.size() == MOST_PARTS) {
          break;
        }
        parts.add(
            objectives.get(j).isMetric() || Double.isNaN(first.value(j)) || first.value(j) == 0
                ? of + Words.number(second.value(j)) + expected
                : "%s times the %s"
                    .formatted(Words.number(second.value(j) / first.value(j)), title(j)));
      }
    }
    return "the 2nd has " + String.join(" and ", parts);
  }

  /** What is judged, as people write it: {@code Box AP on COCO}. */
  private String title(int j) {
    String by = objectives.get(j).objective().by();
    return objectives.get(j).isMetric() ? vocabulary.keyTitle(by) : by;
  }

  private static String ordinal(int number) {
    int tens = number % 100;
    String ending =
        tens >= 11 && tens <= 13
            ? "th"
            : switch (number % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return number + ending;
  }
}
