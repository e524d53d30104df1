package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long suggestions take over HTTP, for each way in which people type. */
@Command(
    name = "suggest",
    description = "Latency of suggestions while names, tags, fields and metrics are typed.",
    mixinStandardHelpOptions = true)
final class SuggestBench implements Callable<Integer> {
  private static final int CHUNK = 20_000;
  private static final int NAME_WORDS = 20_000;

  @Option(names = "--records", description = "records in the store (default 1,000,000)")
  private int records = 1_000_000;

  @Option(names = "--data", description = "folder to keep between runs (default: a new one)")
  private @Nullable Path data;

  @Option(names = "--heap", description = "heap of the server (default 2g)")
  private String heap = "2g";

  @Option(names = "--texts", description = "measured texts of each way of typing (default 500)")
  private int texts = 500;

  private final RecordGenerator generator = new RecordGenerator(42);
  private final Zipf words = new Zipf(NAME_WORDS, 0.8);

  @Override
  public Integer call() throws Exception {
    Path folder = data == null ? Files.createTempDirectory("modeldex-bench-suggest") : data;
    Path node = folder.resolve("data");
    Files.createDirectories(folder);
    fill(node);
    Conditions.print(System.out, "Suggestions among " + records + " records, heap " + heap);
    Table table = new Table("what is typed", "for instance", "p50 ms", "p95 ms", "p99 ms");
    try (ServerProcess server = ServerProcess.start(node, heap);
        HttpConnection connection = server.connect()) {
      connection.get("/api/v1/search?limit=1&facet=none");
      for (Function<Random, String> way : ways().values()) {
        measure(connection, way, new Random(1));
      }
      for (Map.Entry<String, Function<Random, String>> way : ways().entrySet()) {
        Latencies latencies = measure(connection, way.getValue(), new Random(2));
        table.row(
            way.getKey(),
            way.getValue().apply(new Random(2)),
            latencies.millis(0.5),
            latencies.millis(0.95),
            latencies.millis(0.99));
      }
    }
    table.print(System.out);
    if (data == null) {
      Folders.delete(folder);
    }
    return 0;
  }

  private Map<String, Function<Random, String>> ways() {
    Map<String, Function<Random, String>> ways = new LinkedHashMap<>();
    ways.put("one letter", random -> beginning(name(random), 1));
    ways.put("two letters of a name", random -> beginning(name(random), 2));
    ways.put("four letters of a name", random -> beginning(name(random), 4));
    ways.put("most of a name", random -> beginning(name(random), 12));
    ways.put("a word within a name", random -> beginning(name(random).split("-", -1)[1], 4));
    ways.put("two words of a name", random -> beginning(name(random).replace('-', ' '), 12));
    ways.put("a wrong letter", random -> misspelled(random, beginning(name(random), 8)));
    ways.put("no such word", random -> "qqq" + beginning(name(random), 6));
    ways.put("a sentence", random -> "find one that can " + beginning(name(random), 5));
    ways.put("a value after its field", random -> "tag:tag-" + random.nextInt(10));
    ways.put("a metric key", random -> "metric-" + random.nextInt(6));
    return ways;
  }

  private Latencies measure(HttpConnection connection, Function<Random, String> way, Random random)
      throws IOException {
    Latencies latencies = new Latencies();
    for (int i = 0; i < texts; i++) {
      String address = "/api/v1/suggest?q=" + URLEncoder.encode(way.apply(random), UTF_8);
      long begun = System.nanoTime();
      IngestBench.check(connection.get(address), 200);
      latencies.add(System.nanoTime() - begun);
    }
    return latencies;
  }

  private String name(Random random) {
    return name(random.nextInt(records));
  }

  /** Two words and a size, as models are often called; the words are spread as in a language. */
  private String name(long i) {
    SplittableRandom random = new SplittableRandom(i);
    return RecordGenerator.word(words.next(random))
        + '-'
        + RecordGenerator.word(words.next(random))
        + '-'
        + i % 1_000;
  }

  private static String beginning(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static String misspelled(Random random, String text) {
    int at = 1 + random.nextInt(text.length() - 1);
    return text.substring(0, at) + 'q' + text.substring(at + 1);
  }

  private void fill(Path node) throws IOException {
    try (ServerProcess server = ServerProcess.start(node, heap);
        HttpConnection connection = server.connect()) {
      if (connection.get("/api/v1/status").body().contains("\"model\":" + records)) {
        return;
      }
      long begun = System.nanoTime();
      for (long first = 0; first < records; first += CHUNK) {
        BulkLines.send(connection, List.of(lines(first, Math.min(records, first + CHUNK))));
      }
      IngestBench.check(connection.get("/api/v1/search?limit=1&facet=none"), 200);
      System.err.printf(
          "loaded %d records in %.0f s%n", records, (System.nanoTime() - begun) / 1e9);
    }
  }

  private byte[] lines(long from, long to) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (long i = from; i < to; i++) {
      MetadataRecord record = named(generator.record(i), name(i) + '-' + i);
      lines.writeBytes("{\"op\":\"put\",\"record\":".getBytes(UTF_8));
      lines.writeBytes(RecordJson.toBytes(record));
      lines.writeBytes("}\n".getBytes(UTF_8));
    }
    return lines.toByteArray();
  }

  private static MetadataRecord named(MetadataRecord record, String name) {
    return MetadataRecord.builder(RecordId.model(RecordGenerator.PROJECT, name))
        .description(record.description())
        .tags(record.tags())
        .structural(record.structural())
        .contextual(record.contextual())
        .statistical(record.statistical())
        .build();
  }
}
