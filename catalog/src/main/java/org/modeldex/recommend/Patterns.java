package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows by what is known of them: many rows have values in the same columns, and what depends on the
 * columns alone is computed once for all of them. Rows without any value belong to no pattern.
 */
final class Patterns {
  private final List<int[]> columns = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();

  Patterns(int[][] rowColumns) {
    Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < rowColumns.length; i++) {
      if (rowColumns[i].length > 0) {
        groups
            .computeIfAbsent(Arrays.stream(rowColumns[i]).boxed().toList(), k -> new ArrayList<>())
            .add(i);
      }
    }
    groups.forEach((pattern, members) -> {
      columns.add(pattern.stream().mapToInt(Integer::intValue).toArray());
      rows.add(members.stream().mapToInt(Integer::intValue).toArray());
    });
  }

  int size() {
    return columns.size();
  }

  /** How many rows there are in all patterns. */
  int rowCount() {
    return rows.stream().mapToInt(members -> members.length).sum();
  }

  int[] columns(int pattern) {
    return columns.get(pattern);
  }

  int[] rows(int pattern) {
    return rows.get(pattern);
  }

  /** The roots of the covariances within each pattern. */
  Cholesky[] roots(double[][] covariance) {
    IntFunction<Cholesky> root = pattern -> new Cholesky(covariance, columns(pattern));
    return IntStream.range(0, size()).parallel().mapToObj(root).toArray(Cholesky[]::new);
  }
}
