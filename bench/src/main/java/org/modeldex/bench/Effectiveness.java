package org.modeldex.bench;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How well a ranking answers a judged query, by the usual measures, each 0 to 1.
 *
 * @param ndcg10 normalised discounted cumulative gain of the first ten with gain 2^grade - 1
 *     (Järvelin and Kekäläinen 2002)
 * @param recall100 share of the documents of grade 2 among the first 100; of more than 100 such
 *     documents 100 are enough
 * @param reciprocalRank of the first document of grade 2; 0 without any
 * @param hit10 1 when a document of grade 2 is among the first ten
 */
record Effectiveness(double ndcg10, double recall100, double reciprocalRank, double hit10) {
  private static final int TOP = 10;
  private static final int DEEP = 100;
  private static final int FULL = 2;

  /**
   * Measures a ranking.
   *
   * @param ranked documents, best first, each once
   */
  static Effectiveness of(List<String> ranked, Map<String, Integer> relevant) {
    List<Integer> grades = ranked.stream().map(id -> relevant.getOrDefault(id, 0)).toList();
    List<Integer> ideal = relevant.values().stream().sorted(Comparator.reverseOrder()).toList();
    double best = gain(ideal);
    Set<String> full = new HashSet<>();
    relevant.forEach((id, grade) -> {
      if (grade == FULL) {
        full.add(id);
      }
    });
    long found = ranked.stream().limit(DEEP).filter(full::contains).count();
    int first = grades.indexOf(FULL);
    return new Effectiveness(
        best == 0 ? 0 : gain(grades) / best,
        (double) found / Math.max(1, Math.min(DEEP, full.size())),
        first < 0 ? 0 : 1.0 / (first + 1),
        first >= 0 && first < TOP ? 1 : 0);
  }

  private static double gain(List<Integer> grades) {
    double gain = 0;
    for (int i = 0; i < Math.min(TOP, grades.size()); i++) {
      gain += (Math.pow(2, grades.get(i)) - 1) * Math.log(2) / Math.log(i + 2);
    }
    return gain;
  }

  /** The mean of each measure; not a number for none. */
  static Effectiveness mean(List<Effectiveness> all) {
    return new Effectiveness(
        mean(all, Effectiveness::ndcg10),
        mean(all, Effectiveness::recall100),
        mean(all, Effectiveness::reciprocalRank),
        mean(all, Effectiveness::hit10));
  }

  private static double mean(List<Effectiveness> all, ToDoubleFunction<Effectiveness> measure) {
    return all.stream().mapToDouble(measure).average().orElse(Double.NaN);
  }
}
