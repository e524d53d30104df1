package org.modeldex.server.durability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.Node;
import org.modeldex.server.durability.Client.Call;
import org.modeldex.server.testing.TestNode;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.Seeded;

/** A damaged index is noticed at the start, said in the log and built again from the records. */
final class DamagedIndexTest {
  private static final int RECORDS = 120;
  private static final int BATCHES = 25;

  @TempDir private Path folder;

  /** What can happen to a file while nobody uses it. */
  private enum Damage {
    BIT_FLIP,
    TRUNCATION,
    DELETION;

    void to(Path file, Random random) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      switch (this) {
        case BIT_FLIP -> {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          Files.write(file, bytes);
        }
        case TRUNCATION -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        case DELETION -> Files.delete(file);
      }
    }
  }

  @Test
  void whicheverFileIsDamagedTheIndexIsBuiltAgainAndAnswersRightly() throws Exception {
    int damagesOfEach = Chaos.choose(1, 10);
    Seeded.trial(seed -> {
      Random random = new Random(seed);
      Path data = folder.resolve("data");
      fill(data, random);
      Path sound = folder.resolve("sound");
      copy(Node.indexFolder(data), sound);
      List<Path> files = oneOfEachType(sound);
      for (Path file : files) {
        for (int i = 0; i < damagesOfEach; i++) {
          Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
          copy(sound, Node.indexFolder(data));
          damage.to(Node.indexFolder(data).resolve(file.getFileName()), random);
          startsAndAnswersRightly(data, damage + " of " + file.getFileName());
        }
      }
      System.out.printf(
          "%d damages (seed %d) of %s: all noticed, all healed%n",
          files.size() * damagesOfEach, seed, files.stream().map(DamagedIndexTest::type).toList());
      assertThat(files.stream().map(DamagedIndexTest::type))
          .contains("segments", "si")
          .hasSizeGreaterThan(3);
    });
  }

  private static void startsAndAnswersRightly(Path data, String what)
      throws IOException, InterruptedException {
    try (Warnings warnings = new Warnings();
        TestNode node = new TestNode(data);
        Client client = new Client(node.address())) {
      assertThat(warnings.lines())
          .as("log after " + what)
          .anySatisfy(line -> assertThat(line).contains("cannot be used", "is built again"));
      IndexAudit.check(client);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("after " + what + ": " + e.getMessage(), e);
    }
  }

  /** Many small batches, each searched for, so that the index has segments old and new. */
  private static void fill(Path data, Random random) throws IOException, InterruptedException {
    try (TestNode node = new TestNode(data);
        Client client = new Client(node.address())) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < RECORDS / 10; i++) {
          RecordId id = RecordId.model("damage", "model" + random.nextInt(RECORDS));
          MetadataRecord record = Contents.record(id, batch * 1_000L + i, random);
          String json = new String(RecordJson.toBytes(record), UTF_8);
          lines.append("{\"op\":\"put\",\"record\":").append(json).append("}\n");
        }
        Call bulk =
            new Call("POST", "/bulk", lines.toString(), List.of())
                .with("Content-Type", "application/x-ndjson");
        client.send(bulk).expect(bulk, 200);
        client.search("anything", "");
      }
      IndexAudit.check(client);
    }
  }

  /** Of the files of an index one of each kind, the largest. */
  private static List<Path> oneOfEachType(Path index) throws IOException {
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(index)) {
      for (Path file : all.filter(path -> !type(path).equals("lock")).toList()) {
        Path other = files.get(type(file));
        if (other == null || Files.size(file) > Files.size(other)) {
          files.put(type(file), file);
        }
      }
    }
    return List.copyOf(files.values());
  }

  private static String type(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("segments") ? "segments" : name.substring(name.lastIndexOf('.') + 1);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> old = Files.list(to)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** What the index logs. */
  private static final class Warnings extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("org.modeldex.index");
    private final List<String> lines = new ArrayList<>();

    Warnings() {
      LOGGER.addHandler(this);
      LOGGER.setUseParentHandlers(false);
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      lines.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOGGER.removeHandler(this);
      LOGGER.setUseParentHandlers(true);
    }
  }
}
