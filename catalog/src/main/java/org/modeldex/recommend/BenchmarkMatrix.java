package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of models: for each some benchmarks with their values, and words that describe it.
 * Immutable. Rows are models, columns benchmarks, both in the order in which they were added.
 */
public final class BenchmarkMatrix {
  private final List<Model> models;
  private final List<Benchmark> benchmarks;
  private final int[][] columns;
  private final double[][] values;

  /**
   * A row's heading.
   *
   * @param name as people write it; its words and numbers tell of the model's family and size
   * @param properties more words that siblings share, such as {@code architecture:ResNet}
   */
  public record Model(String name, Set<String> properties) {
    public Model {
      properties = Set.copyOf(properties);
    }
  }

  /**
   * A column's heading.
   *
   * @param key what is measured on which dataset and split
   */
  public record Benchmark(String key, boolean lowerIsBetter) {}

  private BenchmarkMatrix(
      List<Model> models, List<Benchmark> benchmarks, int[][] columns, double[][] values) {
    this.models = models;
    this.benchmarks = benchmarks;
    this.columns = columns;
    this.values = values;
  }

  public List<Model> models() {
    return models;
  }

  public List<Benchmark> benchmarks() {
    return benchmarks;
  }

  /** How many cells are filled. */
  public int cells() {
    return Arrays.stream(columns).mapToInt(row -> row.length).sum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BenchmarkMatrix matrix
        && models.equals(matrix.models)
        && benchmarks.equals(matrix.benchmarks)
        && Arrays.deepEquals(columns, matrix.columns)
        && Arrays.deepEquals(values, matrix.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(models, benchmarks, Arrays.deepHashCode(columns));
  }

  /** A row with NaN where nothing is known. */
  public double[] row(int model) {
    double[] row = new double[benchmarks.size()];
    Arrays.fill(row, Double.NaN);
    for (int k = 0; k < columns[model].length; k++) {
      row[columns[model][k]] = values[model][k];
    }
    return row;
  }

  /** The columns that a row has values in, ascending. Not to be written to. */
  int[] columns(int row) {
    return columns[row];
  }

  /** The values of a row, one for each of its {@link #columns}. Not to be written to. */
  double[] values(int row) {
    return values[row];
  }

  /** The same matrix with other cells in it, in the same form as {@link #columns}. */
  BenchmarkMatrix with(int[][] otherColumns, double[][] otherValues) {
    return new BenchmarkMatrix(models, benchmarks, otherColumns, otherValues);
  }

  /** The matrix of some of the rows. */
  BenchmarkMatrix rows(int[] chosen) {
    List<Model> some = new ArrayList<>(chosen.length);
    int[][] someColumns = new int[chosen.length][];
    double[][] someValues = new double[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      some.add(models.get(chosen[i]));
      someColumns[i] = columns[chosen[i]];
      someValues[i] = values[chosen[i]];
    }
    return new BenchmarkMatrix(List.copyOf(some), benchmarks, someColumns, someValues);
  }

  /** Collects cells. Not safe for several threads. */
  public static final class Builder {
    private final List<Benchmark> benchmarks;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Model> models = new ArrayList<>();
    private final List<int[]> columns = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    public Builder(List<Benchmark> benchmarks) {
      this.benchmarks = List.copyOf(benchmarks);
      for (Benchmark benchmark : benchmarks) {
        places.put(benchmark.key(), places.size());
      }
    }

    /**
     * Adds a model. Values of benchmarks that are no column, and values that are not finite, are
     * left out.
     *
     * @param known benchmark key -> value
     */
    public Builder add(Model model, Map<String, Double> known) {
      int[] row =
          known.entrySet().stream()
              .filter(cell -> Double.isFinite(cell.getValue()))
              .map(Map.Entry::getKey)
              .filter(places::containsKey)
              .mapToInt(places::get)
              .sorted()
              .toArray();
      models.add(model);
      columns.add(row);
      values.add(Arrays.stream(row).mapToDouble(j -> known.get(benchmarks.get(j).key())).toArray());
      return this;
    }

    public BenchmarkMatrix build() {
      return new BenchmarkMatrix(
          List.copyOf(models),
          benchmarks,
          columns.toArray(int[][]::new),
          values.toArray(double[][]::new));
    }
  }
}
