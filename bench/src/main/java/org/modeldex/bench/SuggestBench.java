package org.modeldex.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.modeldex.analyzers.QueryEnding;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.index.IndexOptions;
import org.modeldex.index.LuceneSearchIndex;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.IndexChange;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchIndex;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.rocksdb.RocksMetadataStore;
import org.modeldex.store.rocksdb.StoreOptions;
import org.modeldex.vocabulary.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long suggestions take in the process, from query text to query texts, for each way in which
 * people type. The records are those of {@link RecordGenerator} with names of several words and
 * without descriptions, which suggestions do not read.
 */
@Command(
    name = "suggest",
    description = "Latency of suggestions while names, values and metrics are typed.",
    mixinStandardHelpOptions = true)
final class SuggestBench implements Callable<Integer> {
  private static final int BATCH = 10_000;
  private static final int NAME_WORDS = 20_000;

  @Option(names = "--records", description = "records in the index (default 1,000,000)")
  private int records = 1_000_000;

  @Option(names = "--texts", description = "measured texts of each way of typing (default 500)")
  private int texts = 500;

  private final Vocabulary vocabulary = Vocabulary.builtIn();
  private final RecordGenerator generator = new RecordGenerator(42);
  private final Zipf words = new Zipf(NAME_WORDS, 0.8);

  @Override
  public Integer call() throws Exception {
    Path folder = Folders.temporary("modeldex-bench-suggest");
    try (MetadataStore store =
        RocksMetadataStore.open(folder.resolve("store"), StoreOptions.DEFAULT)) {
      MetricDictionary dictionary = new MetricDictionary(store);
      IndexOptions options = IndexOptions.of(store.status().uuid(), vocabulary, dictionary);
      try (SearchIndex index = LuceneSearchIndex.open(folder.resolve("index"), options)) {
        fill(index);
        Conditions.print(System.out, "Suggestions among " + records + " records");
        QuerySyntax syntax =
            new QuerySyntax(vocabulary, Clock.systemUTC(), key -> dictionary.find(key).isPresent());
        measure(index, syntax).print(System.out);
      }
    }
    return 0;
  }

  private Table measure(SearchIndex index, QuerySyntax syntax) {
    Table table = new Table("what is typed", "for instance", "p50 ms", "p95 ms", "p99 ms");
    for (int round = 0; round < 3; round++) {
      for (Function<Random, String> way : ways().values()) {
        latencies(index, syntax, way, new Random(round));
      }
    }
    ways()
        .forEach((name, way) -> {
          Latencies latencies = latencies(index, syntax, way, new Random(7));
          table.row(
              name,
              way.apply(new Random(7)),
              latencies.millis(0.5),
              latencies.millis(0.95),
              latencies.millis(0.99));
        });
    return table;
  }

  private Map<String, Function<Random, String>> ways() {
    Map<String, Function<Random, String>> ways = new LinkedHashMap<>();
    ways.put("one letter", random -> beginning(name(random), 1));
    ways.put("two letters", random -> beginning(name(random), 2));
    ways.put("four letters of a name", random -> beginning(name(random), 4));
    ways.put("most of a name", random -> beginning(name(random), 12));
    ways.put("a word within a name", random -> beginning(name(random).split("-", -1)[1], 4));
    ways.put("two words of a name", random -> beginning(name(random).replace('-', ' '), 12));
    ways.put("a wrong letter", random -> misspelled(random, beginning(name(random), 8)));
    ways.put("no such word", random -> "qqq" + beginning(name(random), 6));
    ways.put("a sentence", random -> "find one that can " + beginning(name(random), 5));
    ways.put("frequent words, then one", random -> frequent(random) + " task");
    ways.put("rare words, then one", random -> rare(random) + ' ' + rare(random) + " tag");
    ways.put("a value after its field", random -> "tag:tag-" + random.nextInt(10));
    ways.put("a metric key", random -> "metric-" + random.nextInt(6));
    return ways;
  }

  /** Two of the words that most descriptions have. */
  private static String frequent(Random random) {
    return RecordGenerator.word(random.nextInt(20))
        + ' '
        + RecordGenerator.word(random.nextInt(20));
  }

  /** A word that few descriptions have, so that a suggestion with it is hard to find. */
  private static String rare(Random random) {
    return RecordGenerator.word(1_000 + random.nextInt(1_000));
  }

  private Latencies latencies(
      SearchIndex index, QuerySyntax syntax, Function<Random, String> way, Random random) {
    Latencies latencies = new Latencies();
    for (int i = 0; i < texts; i++) {
      String text = way.apply(random);
      long begun = System.nanoTime();
      QueryEnding ending = syntax.ending(text);
      index.suggest(ending.typed(), Kind.MODEL, 10).forEach(ending::with);
      latencies.add(System.nanoTime() - begun);
    }
    return latencies;
  }

  private String name(Random random) {
    return name(random.nextInt(records));
  }

  /** Two words, as spread as those of a language, and numbers, as models are often called. */
  private String name(long i) {
    SplittableRandom random = new SplittableRandom(i);
    String first = RecordGenerator.word(words.next(random));
    return first + '-' + RecordGenerator.word(words.next(random)) + '-' + i;
  }

  private static String beginning(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static String misspelled(Random random, String text) {
    int at = 1 + random.nextInt(text.length() - 1);
    return text.substring(0, at) + 'q' + text.substring(at + 1);
  }

  private void fill(SearchIndex index) {
    long begun = System.nanoTime();
    for (long first = 0; first < records; first += BATCH) {
      long end = Math.min(records, first + BATCH);
      List<IndexChange> batch =
          LongStream.range(first, end).parallel().<IndexChange>mapToObj(this::change).toList();
      index.apply(batch, end);
    }
    index.refresh();
    index.commit();
    System.err.printf("indexed %d records in %.0f s%n", records, (System.nanoTime() - begun) / 1e9);
  }

  private IndexChange change(long i) {
    MetadataRecord generated = generator.record(i);
    MetadataRecord named =
        MetadataRecord.builder(RecordId.model(RecordGenerator.PROJECT, name(i)))
            .tags(generated.tags())
            .structural(generated.structural())
            .contextual(generated.contextual())
            .statistical(generated.statistical())
            .build();
    return new IndexChange.Index(new SearchDocument(vocabulary.interpret(named), List.of()));
  }
}
