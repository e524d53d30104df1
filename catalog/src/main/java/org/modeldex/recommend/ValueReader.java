package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.recommend.ComparableKeys.ComparableKey;
import org.modeldex.search.SearchIndex.Column;

/**
 * Reads values of one dataset and split each from the rows of a scan. Under a key without split
 * values of splits are found as well; a value that is also one of a split is left out.
 */
final class ValueReader {
  private final List<Column> columns = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();

  /**
   * One value.
   *
   * @param column where it is found
   * @param others columns whose values do not count although they are found in {@code column} too
   */
  record Wanted(Column column, List<Column> others) {
    static Wanted of(ComparableKey key, boolean isLargest) {
      List<Column> others = new ArrayList<>();
      key.splits().forEach(split -> others.add(new Column.OfMetric(split, isLargest)));
      return new Wanted(new Column.OfMetric(key.key(), isLargest), others);
    }
  }

  ValueReader(List<Wanted> wanted) {
    for (Wanted value : wanted) {
      int[] place = new int[1 + value.others().size()];
      place[0] = columns.size();
      columns.add(value.column());
      for (int k = 0; k < value.others().size(); k++) {
        place[k + 1] = columns.size();
        columns.add(value.others().get(k));
      }
      places.add(place);
    }
  }

  /** What a scan must show. */
  List<Column> columns() {
    return columns;
  }

  /** The wanted values of a row; NaN where it has none. */
  double[] read(double[] row) {
    double[] values = new double[places.size()];
    for (int j = 0; j < values.length; j++) {
      int[] place = places.get(j);
      values[j] = row[place[0]];
      for (int k = 1; k < place.length; k++) {
        if (row[place[k]] == row[place[0]]) {
          values[j] = Double.NaN;
        }
      }
    }
    return values;
  }
}
