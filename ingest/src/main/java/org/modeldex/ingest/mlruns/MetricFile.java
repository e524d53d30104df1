package org.modeldex.ingest.mlruns;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.BoundedLines;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.ModeldexException;

/**
 * The values of one metric, a line each: milliseconds, value and, in all but the oldest files,
 * step. Those of logged models also name the run and, if there is one, data set and digest.
 */
final class MetricFile {
  private static final int LONGEST_LINE = 4_096;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?");

  private final SourceFile file;

  MetricFile(SourceFile file) {
    this.file = file;
  }

  /**
   * A line.
   *
   * @param raw the value as it is written
   * @param dataset on which it was measured; null where the line does not say
   */
  record Line(long number, MetricPoint point, String raw, @Nullable String dataset) {}

  /** Begins to write such a file, in place of one that is there. */
  static Lines write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return new Lines(Files.newBufferedWriter(file));
  }

  /** The lines of a file that is being written. */
  static final class Lines implements AutoCloseable {
    private final BufferedWriter out;

    private Lines(BufferedWriter out) {
      this.out = out;
    }

    /**
     * @param of the run, and the name and digest of the data set where they are known
     */
    void add(long atMillis, String value, long step, String... of) {
      try {
        out.write(atMillis + " " + value + " " + step);
        for (String word : of) {
          out.write(" " + word);
        }
        out.write("\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /**
   * The line of the latest value on each data set, in the order of the file; of several the first.
   * Reports lines that hold no value.
   */
  Collection<Line> latest(Consumer<Problem> problems) {
    Map<String, Line> latest = new LinkedHashMap<>();
    each(
        line ->
            latest.merge(
                String.valueOf(line.dataset()),
                line,
                (before, next) ->
                    MetricPoint.CURVE_ORDER.compare(next.point(), before.point()) > 0
                        ? next
                        : before),
        problems);
    return latest.values();
  }

  /** Gives the points in their order, some thousand at a time. */
  void points(int atOnce, Consumer<List<MetricPoint>> receiver) {
    List<MetricPoint> points = new ArrayList<>();
    each(
        line -> {
          points.add(line.point());
          if (points.size() == atOnce) {
            receiver.accept(List.copyOf(points));
            points.clear();
          }
        },
        problem -> {});
    if (!points.isEmpty()) {
      receiver.accept(List.copyOf(points));
    }
  }

  private void each(Consumer<Line> lines, Consumer<Problem> problems) {
    try (InputStream in = file.open()) {
      BoundedLines source = new BoundedLines(in, LONGEST_LINE);
      boolean more = true;
      while (more) {
        more = next(source, lines, problems);
      }
    } catch (IOException e) {
      problems.accept(Problem.ofFile(file.path(), "cannot be read to its end: " + e));
    }
  }

  private boolean next(BoundedLines source, Consumer<Line> lines, Consumer<Problem> problems)
      throws IOException {
    byte[] bytes;
    try {
      bytes = source.next();
    } catch (ModeldexException e) {
      lose(source.number(), String.valueOf(e.getMessage()), problems);
      return true;
    }
    if (bytes == null) {
      return false;
    }
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    Line line = text.isEmpty() ? null : parse(source.number(), text);
    if (line != null) {
      lines.accept(line);
    } else if (!text.isEmpty()) {
      lose(source.number(), "is no line \"milliseconds value step\"", problems);
    }
    return true;
  }

  private void lose(long line, String reason, Consumer<Problem> problems) {
    problems.accept(new Problem(file.path(), "line " + line, reason, Loss.VALUE));
  }

  private static @Nullable Line parse(long number, String text) {
    String[] parts = text.split(" ", -1);
    Double value = parts.length < 2 ? null : value(parts[1]);
    if (value == null) {
      return null;
    }
    try {
      long step = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
      MetricPoint point = new MetricPoint(step, Long.parseLong(parts[0]), value);
      return new Line(number, point, parts[1], dataset(parts));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The name, which may hold spaces; it stands between the run and its digest. */
  private static @Nullable String dataset(String[] parts) {
    return switch (parts.length) {
      case 0, 1, 2, 3, 4 -> null;
      case 5 -> parts[4];
      default -> String.join(" ", List.of(parts).subList(4, parts.length - 1));
    };
  }

  private static @Nullable Double value(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }
}
