package org.modeldex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modeldex.ingest.CsvRows;
import org.modeldex.recommend.BenchmarkMatrix;
import org.modeldex.recommend.BenchmarkMatrix.Benchmark;
import org.modeldex.recommend.BenchmarkMatrix.Model;

/**
 * A matrix of which some cells are hidden from whoever predicts them.
 *
 * @param known what may be learned from
 * @param cells the hidden ones
 * @param cold benchmarks of which hardly anything is known
 */
record HiddenCells(BenchmarkMatrix known, List<Cell> cells, Set<String> cold) {
  /** A hidden cell by row and column, with the truth. */
  record Cell(int model, int benchmark, double value) {}

  /**
   * Reads {@code model,benchmark,benchmark...} rows with empty cells for the unknown, and {@code
   * {direction: {benchmark: higher|lower}, cold_columns: [...], hidden: [{model, benchmark,
   * value}]}}.
   *
   * @throws IOException when a file cannot be read or names what the other does not have
   */
  static HiddenCells read(Path train, Path hidden) throws IOException {
    JsonNode json = new ObjectMapper().readTree(hidden.toFile());
    List<CsvRows.Row> rows = CsvRows.read(Files.readString(train));
    List<String> header = rows.getFirst().cells();
    List<Benchmark> benchmarks = new ArrayList<>();
    Map<String, Integer> columns = new HashMap<>();
    for (String key : header.subList(1, header.size())) {
      columns.put(key, benchmarks.size());
      boolean lower = "lower".equals(json.path("direction").path(key).asText());
      benchmarks.add(new Benchmark(key, lower));
    }
    BenchmarkMatrix.Builder builder = new BenchmarkMatrix.Builder(benchmarks);
    Map<String, Integer> models = new HashMap<>();
    for (CsvRows.Row row : rows.subList(1, rows.size())) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int i = 1; i < row.cells().size(); i++) {
        if (!row.cells().get(i).isBlank()) {
          values.put(header.get(i), Double.parseDouble(row.cells().get(i)));
        }
      }
      models.put(row.cells().getFirst(), models.size());
      builder.add(new Model(row.cells().getFirst(), Set.of()), values);
    }
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : json.path("hidden")) {
      Integer model = models.get(cell.path("model").asText());
      Integer benchmark = columns.get(cell.path("benchmark").asText());
      if (model == null || benchmark == null) {
        throw new IOException(
            hidden + " hides a cell that " + train + " has no place for: " + cell);
      }
      cells.add(new Cell(model, benchmark, cell.path("value").asDouble()));
    }
    Set<String> cold = new HashSet<>();
    json.path("cold_columns").forEach(name -> cold.add(name.asText()));
    return new HiddenCells(builder.build(), List.copyOf(cells), Set.copyOf(cold));
  }

  /** The hidden cells of each benchmark that has at least {@code least} of them. */
  Map<Integer, List<Cell>> byBenchmark(int least) {
    Map<Integer, List<Cell>> groups = new LinkedHashMap<>();
    cells.forEach(
        cell -> groups.computeIfAbsent(cell.benchmark(), k -> new ArrayList<>()).add(cell));
    groups.values().removeIf(group -> group.size() < least);
    return groups;
  }

  /** 1 where more is better, minus 1 where less is. */
  int sign(int benchmark) {
    return known.benchmarks().get(benchmark).lowerIsBetter() ? -1 : 1;
  }
}
