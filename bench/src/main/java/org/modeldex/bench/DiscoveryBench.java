package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.bench.Judgements.Half;
import org.modeldex.catalog.Catalog;
import org.modeldex.index.IndexOptions;
import org.modeldex.index.LuceneSearchIndex;
import org.modeldex.recommend.LivePredictor;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Indexer;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.server.Node;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Range;
import org.modeldex.store.rocksdb.RocksMetadataStore;
import org.modeldex.store.rocksdb.StoreOptions;
import org.modeldex.vocabulary.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How well judged queries are answered, by the product and by a plain baseline. */
@Command(
    name = "discovery",
    description = "Effectiveness of free-text search on judged queries, beside plain BM25.",
    mixinStandardHelpOptions = true)
final class DiscoveryBench implements Callable<Integer> {
  private static final int LIMIT = 100;
  private static final int PAGE = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Option(names = "--judgements", description = "folder with documents.jsonl and discovery.json")
  private @Nullable Path judgements;

  @Option(
      names = "--data",
      description = "data folder with the judged models; its index is not used but made anew")
  private @Nullable Path data;

  @Option(names = "--server", description = "address of a running server, instead of --data")
  private @Nullable URI server;

  @Option(
      names = "--mode",
      split = ",",
      description =
          "bm25 (the baseline), lexical; of a server also semantic, hybrid (default: bm25,lexical)")
  private List<String> modes = List.of("bm25", "lexical");

  @Option(names = "--run", description = "folder to write one file of answers per mode to")
  private @Nullable Path run;

  @Option(
      names = "--misses",
      converter = Count.OrNone.class,
      description = "print this many worst answered queries of each mode")
  private int misses;

  @Option(names = "--half", description = "tune or held: only this half of the queries")
  private @Nullable String half;

  @Option(names = "--diff", arity = "2", description = "compare two files written with --run")
  private List<Path> compared = List.of();

  /** Something that answers queries with documents, best first. */
  private interface Engine {
    List<String> answer(String query) throws IOException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!compared.isEmpty()) {
      RunFile.diff(compared.get(0), compared.get(1), System.out);
      return 0;
    }
    if (judgements == null) {
      throw new IllegalArgumentException("needs --judgements, or --diff");
    }
    Judgements judged = Judgements.read(judgements);
    Map<String, List<RunFile.Line>> answers = answers(judged);
    print(answers);
    if (run != null) {
      Files.createDirectories(run);
      for (Map.Entry<String, List<RunFile.Line>> answer : answers.entrySet()) {
        RunFile.write(run.resolve(answer.getKey() + ".jsonl"), answer.getValue());
      }
    }
    return 0;
  }

  private Map<String, List<RunFile.Line>> answers(Judgements judged) throws IOException {
    if (data != null && server == null) {
      return inProcess(judged, data);
    }
    if (server != null && data == null) {
      return overHttp(judged, server);
    }
    throw new IllegalArgumentException("needs either --data or --server");
  }

  private Map<String, List<RunFile.Line>> overHttp(Judgements judged, URI address)
      throws IOException {
    Map<String, List<RunFile.Line>> answers = new LinkedHashMap<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String mode : modes) {
        if (!mode.equals("bm25")) {
          answers.put(mode, ask(judged, query -> overHttp(judged, client, address, mode, query)));
        }
      }
    }
    return answers;
  }

  private static List<String> overHttp(
      Judgements judged, HttpClient client, URI address, String mode, String query)
      throws IOException {
    URI uri =
        address.resolve(
            "/api/v1/search?kind=model&facet=none&highlight=false&limit="
                + LIMIT
                + "&mode="
                + mode
                + "&q="
                + URLEncoder.encode(query, UTF_8));
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode() + ": " + response.body());
      }
      List<String> found = new ArrayList<>();
      for (JsonNode hit : JsonMapper.builder().build().readTree(response.body()).path("hits")) {
        JsonNode source = hit.path("source");
        found.add(
            judged
                .document(
                    hit.path("project").asText(),
                    source.path("path").textValue(),
                    source.path("name").asText(hit.path("name").asText()))
                .orElse('?' + hit.path("id").asText()));
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Map<String, List<RunFile.Line>> inProcess(Judgements judged, Path folder)
      throws IOException {
    Map<String, List<RunFile.Line>> answers = new LinkedHashMap<>();
    Path scratch = Folders.temporary("modeldex-bench-discovery");
    Vocabulary vocabulary = Vocabulary.builtIn();
    try (MetadataStore store =
        RocksMetadataStore.open(Node.storeFolder(folder), StoreOptions.DEFAULT)) {
      if (modes.contains("bm25")) {
        answers.put("bm25", baseline(judged, store));
      }
      MetricDictionary dictionary = new MetricDictionary(store);
      long begun = System.nanoTime();
      try (SearchIndex index =
              LuceneSearchIndex.open(
                  scratch,
                  patient(IndexOptions.of(store.status().uuid(), vocabulary, dictionary)));
          Indexer indexer = new Indexer(store, index, vocabulary, null, Indexer.Options.DEFAULT)) {
        indexer.start();
        Catalog.Learned learned = new Catalog.Learned(new LivePredictor(index, vocabulary), null);
        Catalog catalog = new Catalog(store, index, indexer, vocabulary, PATIENCE, learned);
        catalog.awaitFresh();
        System.err.printf(
            "indexed %d records in %d ms%n",
            index.status().documents(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        QuerySyntax syntax =
            new QuerySyntax(vocabulary, Clock.systemUTC(), key -> dictionary.find(key).isPresent());
        for (String mode : modes) {
          if (mode.equals("lexical")) {
            answers.put(mode, ask(judged, query -> search(judged, catalog, syntax, query)));
          }
        }
      }
    }
    return answers;
  }

  /** What is found must not depend on how busy the machine is. */
  private static IndexOptions patient(IndexOptions usual) {
    return new IndexOptions(
        usual.storeUuid(),
        usual.vocabulary(),
        usual.dictionary(),
        usual.embeddingModel(),
        usual.clock(),
        usual.bufferMegabytes(),
        usual.cacheMegabytes(),
        PATIENCE);
  }

  private static List<String> search(
      Judgements judged, Catalog catalog, QuerySyntax syntax, String query) {
    SearchRequest request =
        new SearchRequest(
            syntax.parse(query),
            List.of(new FieldFilter(SearchField.KIND, List.of(Kind.MODEL.word()))),
            List.of(),
            Sort.RELEVANCE,
            LIMIT,
            null);
    return catalog
        .search(Principal.LOCAL, request, SearchMode.LEXICAL, false, false)
        .found()
        .stream()
        .map(found -> document(judged, found.record()))
        .toList();
  }

  private static String document(Judgements judged, MetadataRecord record) {
    RecordId id = record.id();
    String name = record.source() == null ? null : record.source().name();
    return judged
        .document(
            id.project(),
            record.source() == null ? null : record.source().path(),
            name == null ? id.name() : name)
        .orElse("?" + id);
  }

  private List<RunFile.Line> baseline(Judgements judged, MetadataStore store) throws IOException {
    Map<RecordId, MetadataRecord> models = new LinkedHashMap<>();
    RecordId last = null;
    List<MetadataRecord> page;
    do {
      page = store.list(new Range(Kind.MODEL, null, null), last, PAGE);
      page.forEach(record -> models.put(record.id(), record));
      last = page.isEmpty() ? null : page.getLast().id();
    } while (last != null);
    try (PlainBm25 bm25 = new PlainBm25(models.values())) {
      return ask(
          judged,
          query ->
              bm25.search(query, LIMIT).stream()
                  .map(models::get)
                  .filter(Objects::nonNull)
                  .map(record -> document(judged, record))
                  .toList());
    }
  }

  private List<RunFile.Line> ask(Judgements judged, Engine engine) throws IOException {
    List<RunFile.Line> lines = new ArrayList<>();
    long begun = System.nanoTime();
    for (Judgements.Query query : judged.queries()) {
      if (half == null || half.equalsIgnoreCase(query.half().name())) {
        Set<String> ranked = new LinkedHashSet<>();
        try {
          ranked.addAll(engine.answer(query.text()));
        } catch (ModeldexException | IOException e) {
          System.err.println("failed: " + query.text() + ": " + e.getMessage());
        }
        List<String> once = List.copyOf(ranked);
        lines.add(new RunFile.Line(query, once, Effectiveness.of(once, query.relevant())));
      }
    }
    System.err.printf(
        "%d queries in %d ms%n",
        lines.size(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    return lines;
  }

  private void print(Map<String, List<RunFile.Line>> answers) {
    Table table =
        new Table("kind", "half", "queries", "mode", "nDCG@10", "recall@100", "MRR", "hit@10");
    Set<String> kinds = new TreeSet<>();
    answers.values().forEach(lines -> lines.forEach(line -> kinds.add(line.query().kind())));
    for (String kind : kinds) {
      answers.forEach((mode, lines) -> {
        List<RunFile.Line> ofKind =
            lines.stream().filter(line -> line.query().kind().equals(kind)).toList();
        row(table, kind, "all", mode, ofKind);
        for (Half part : Half.values()) {
          row(
              table,
              kind,
              part.name().toLowerCase(Locale.ROOT),
              mode,
              ofKind.stream().filter(line -> line.query().half() == part).toList());
        }
      });
    }
    table.print(System.out);
    answers.forEach((mode, lines) ->
        lines.stream()
            .sorted(Comparator.comparingDouble(line -> line.effectiveness().ndcg10()))
            .limit(misses)
            .forEach(line ->
                System.out.printf(
                    "%.3f %s %s %s%n",
                    line.effectiveness().ndcg10(),
                    mode,
                    line.query().kind(),
                    line.query().text())));
  }

  private static void row(
      Table table, String kind, String part, String mode, List<RunFile.Line> lines) {
    if (!lines.isEmpty()) {
      Effectiveness mean =
          Effectiveness.mean(lines.stream().map(RunFile.Line::effectiveness).toList());
      table.row(
          kind,
          part,
          lines.size(),
          mode,
          mean.ndcg10(),
          mean.recall100(),
          mean.reciprocalRank(),
          mean.hit10());
    }
  }
}
