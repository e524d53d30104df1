package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.modeldex.record.MetricPoint;
import org.modeldex.store.Change;

/** A {@link Victim}, the oracle that watches it, and the comparison of the two after its death. */
final class KilledProcess {
  private static final int LONGEST_LINE = 20;

  private final Path store;
  private final Path oracle;

  KilledProcess(Path folder) {
    this.store = folder.resolve("store");
    this.oracle = folder.resolve("oracle");
  }

  Path store() {
    return store;
  }

  /** Starts a victim on the store. */
  Process start(boolean sync, Map<String, String> environment) throws IOException {
    Files.createDirectories(store);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            store.toString(),
            oracle.toString(),
            Boolean.toString(sync));
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(oracle.resolveSibling("stderr").toFile())
        .start();
  }

  /** Waits until so many more commits, at least, have been acknowledged. */
  void awaitCommits(Process process, int more) throws IOException, InterruptedException {
    long enough = size() + (long) LONGEST_LINE * more;
    while (process.isAlive() && size() < enough) {
      Thread.sleep(1);
    }
    assertThat(size())
        .as("the victim works; it says: " + Files.readString(oracle.resolveSibling("stderr")))
        .isGreaterThanOrEqualTo(enough);
  }

  private long size() {
    return oracle.toFile().length();
  }

  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it is dead").isTrue();
  }

  /** What the victims said, a line for each acknowledged commit. */
  private List<long[]> acknowledged() throws IOException {
    if (!Files.exists(oracle)) {
      return List.of();
    }
    String text = Files.readString(oracle);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> {
          String[] parts = line.split(" ", 3);
          return new long[] {
            Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])
          };
        })
        .toList();
  }

  /** How many acknowledged commits the store does not have. */
  long lost(RocksMetadataStore reopened) throws IOException {
    Map<Integer, Long> counts = new HashMap<>();
    long lost = 0;
    for (long[] line : acknowledged()) {
      int writer = (int) line[0];
      long count = counts.computeIfAbsent(writer, w -> Victim.countOf(reopened, Victim.id(w, "a")));
      lost += line[1] > count ? 1 : 0;
    }
    return lost;
  }

  /** Nothing is lost, nothing is half applied, and every sequence is what was said of it. */
  void assertWhole(RocksMetadataStore reopened) throws IOException {
    assertThat(acknowledged()).as("acknowledged commits").isNotEmpty();
    assertThat(lost(reopened)).as("lost commits").isZero();
    assertThat(reopened.verify()).isEmpty();
    Map<Integer, Long> last = new HashMap<>();
    for (long[] line : acknowledged()) {
      last.merge((int) line[0], line[1], Math::max);
      Change change = reopened.changes(line[2] - 1, 1).getFirst();
      assertThat(change.id()).isEqualTo(Victim.id((int) line[0], "b"));
    }
    for (int writer = 0; writer < Victim.WRITERS; writer++) {
      long one = Victim.countOf(reopened, Victim.id(writer, "a"));
      long other = Victim.countOf(reopened, Victim.id(writer, "b"));
      assertThat(one).as("both halves of writer " + writer).isEqualTo(other);
      assertThat(reopened.points(Victim.id(writer, "a"), "count", 0, Integer.MAX_VALUE))
          .as("the series of writer " + writer)
          .extracting(MetricPoint::step)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, one).boxed().toList());
      assertThat(one - last.getOrDefault(writer, 0L)).as("in flight").isBetween(0L, 1L);
    }
  }
}
