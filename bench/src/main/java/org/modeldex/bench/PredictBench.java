package org.modeldex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.modeldex.bench.HiddenCells.Cell;
import org.modeldex.recommend.BenchmarkPredictor;
import org.modeldex.recommend.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How well missing benchmarks are predicted, beside guesses that anyone could make. */
@Command(
    name = "predict",
    description =
        "Predict hidden cells of a table of models and benchmarks: order, intervals, best choice.",
    mixinStandardHelpOptions = true)
final class PredictBench implements Callable<Integer> {
  /** Benchmarks with fewer hidden cells say nothing about an order. */
  private static final int LEAST_CELLS = 5;

  @Option(names = "--train", required = true, description = "known cells: model,benchmark,... rows")
  private Path train = Path.of("");

  @Option(
      names = "--hidden",
      required = true,
      description = "hidden cells, directions and cold columns as JSON")
  private Path hidden = Path.of("");

  @Option(names = "--out", description = "where predictions go as CSV: model,benchmark,value,...")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    HiddenCells cells = HiddenCells.read(train, hidden);
    Conditions.print(System.out, "Prediction of hidden cells of " + train.getFileName());
    long begun = System.nanoTime();
    BenchmarkPredictor predictor = BenchmarkPredictor.fit(cells.known());
    double fitSeconds = (System.nanoTime() - begun) / 1e9;
    List<Prediction> predictions = new ArrayList<>();
    for (Cell cell : cells.cells()) {
      predictions.add(predictor.predict(cell.model(), cell.benchmark()));
    }
    System.out.printf(
        "%d models x %d benchmarks, %d cells known, %d hidden; fitted in %.1f s (%s)%n%n",
        cells.known().models().size(),
        cells.known().benchmarks().size(),
        cells.known().cells(),
        cells.cells().size(),
        fitSeconds,
        predictor.settings());
    if (!out.toString().isEmpty()) {
      write(cells, predictions);
    }
    orders(cells, predictor).print(System.out);
    System.out.println();
    intervals(cells, predictions).print(System.out);
    return 0;
  }

  private void write(HiddenCells cells, List<Prediction> predictions) throws IOException {
    StringBuilder csv = new StringBuilder("model,benchmark,value,low,high\n");
    for (int i = 0; i < predictions.size(); i++) {
      Cell cell = cells.cells().get(i);
      Prediction prediction = predictions.get(i);
      csv.append(quoted(cells.known().models().get(cell.model()).name()))
          .append(',')
          .append(quoted(cells.known().benchmarks().get(cell.benchmark()).key()))
          .append(',')
          .append(prediction.value())
          .append(',')
          .append(prediction.low())
          .append(',')
          .append(prediction.high())
          .append('\n');
    }
    Files.writeString(out, csv);
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private Table orders(HiddenCells cells, BenchmarkPredictor predictor) {
    SimpleGuesses simple = new SimpleGuesses(cells.known());
    Table table = new Table("method", "Spearman warm", "Spearman cold", "regret of the first");
    row(table, "modeldex", cells, (m, b) -> cells.sign(b) * predictor.value(m, b));
    row(table, "correlation-weighted", cells, simple::correlationWeighted);
    row(table, "mean z", cells, simple::meanZ);
    row(table, "most measured", cells, simple::popularity);
    return table;
  }

  /**
   * The regret is how much worse the model guessed best truly is than the best one, as a share of
   * the range of the benchmark's hidden cells.
   */
  private static void row(Table table, String name, HiddenCells cells, Guess guess) {
    List<Double> warm = new ArrayList<>();
    List<Double> cold = new ArrayList<>();
    List<Double> regrets = new ArrayList<>();
    for (Map.Entry<Integer, List<Cell>> entry : cells.byBenchmark(LEAST_CELLS).entrySet()) {
      int benchmark = entry.getKey();
      List<Cell> group = entry.getValue();
      double[] truths =
          group.stream().mapToDouble(cell -> cells.sign(benchmark) * cell.value()).toArray();
      double[] guesses =
          group.stream().mapToDouble(cell -> guess.at(cell.model(), benchmark)).toArray();
      String key = cells.known().benchmarks().get(benchmark).key();
      (cells.cold().contains(key) ? cold : warm).add(RankCorrelation.spearman(truths, guesses));
      regrets.add(regret(truths, guesses));
    }
    table.row(name, four(mean(warm)), four(mean(cold)), four(mean(regrets)));
  }

  private static double regret(double[] truths, double[] guesses) {
    int first = 0;
    double best = truths[0];
    double worst = truths[0];
    for (int i = 1; i < truths.length; i++) {
      first = guesses[i] > guesses[first] ? i : first;
      best = Math.max(best, truths[i]);
      worst = Math.min(worst, truths[i]);
    }
    return best > worst ? (best - truths[first]) / (best - worst) : 0;
  }

  private static Table intervals(HiddenCells cells, List<Prediction> predictions) {
    int inside = 0;
    List<Double> widths = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      double truth = cells.cells().get(i).value();
      Prediction prediction = predictions.get(i);
      inside += truth >= prediction.low() && truth <= prediction.high() ? 1 : 0;
      widths.add(prediction.high() - prediction.low());
    }
    widths.sort(Comparator.naturalOrder());
    Table table = new Table("80 % intervals", "value");
    table.row("hidden cells inside", four((double) inside / Math.max(1, predictions.size())));
    table.row("median width", four(widths.isEmpty() ? Double.NaN : widths.get(widths.size() / 2)));
    return table;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static String four(double value) {
    return Double.isNaN(value) ? "-" : "%.4f".formatted(value);
  }
}
