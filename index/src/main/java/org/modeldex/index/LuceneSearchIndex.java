package org.modeldex.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.UsageTrackingQueryCachingPolicy;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchResults;
import org.modeldex.search.Similar;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;

/**
 * The search index on Lucene, in one folder.
 *
 * <pre>
 *   apply, commit -> {@link IndexUpdates}   one IndexWriter
 *   refresh       -> {@link Snapshot}       a reader, with facets and metrics read beforehand
 *   search        -> {@link SearchRun}      one request on the newest snapshot
 * </pre>
 */
public final class LuceneSearchIndex implements SearchIndex {
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_BUCKETS = 1_000;
  private static final int CACHED_QUERIES = 1_000;

  /** How many times longer than a search it may take to look at all matches. */
  private static final int PATIENCE = 20;

  /** Lucene's limit is on terms, of which a clause can have many; ours is on clauses. */
  private static final int MAX_TERMS = 8_192;

  private final IndexOptions options;
  private final IndexUpdates updates;
  private final Language language;
  private final IndexAnalyzer analyzer;
  private final LuceneQueries queries;
  private final LRUQueryCache cache;
  private final UsageTrackingQueryCachingPolicy caching = new UsageTrackingQueryCachingPolicy();
  private volatile Snapshot newest;
  private volatile boolean closed;

  /**
   * Begins an index.
   *
   * @param directory that is empty
   */
  LuceneSearchIndex(Directory directory, IndexOptions options) throws IOException {
    this(directory, options, null, Language.of(options.vocabulary()));
  }

  private LuceneSearchIndex(
      Directory directory, IndexOptions options, @Nullable Snapshot committed, Language language)
      throws IOException {
    IndexSearcher.setMaxClauseCount(MAX_TERMS);
    this.options = options;
    this.language = language;
    this.analyzer = new IndexAnalyzer(language.analyzers());
    this.queries = new LuceneQueries(language, options.dictionary());
    this.cache = new LRUQueryCache(CACHED_QUERIES, (long) options.cacheMegabytes() << 20);
    this.updates = new IndexUpdates(directory, analyzer, options, committed);
    this.newest = committed == null ? updates.firstSnapshot() : committed;
  }

  /**
   * Opens the index in a folder, or begins a new one when there is none or none that can be used:
   * damaged, of another store, or made with another vocabulary or version. Such a folder is moved
   * aside to {@code NAME.damaged-TIME} beside it, and {@link #durableSequence} is minus 1.
   *
   * @param options read while the folder is being verified
   * @throws ModeldexException CONFIGURATION when another process uses the folder, UNAVAILABLE when
   *     it cannot be written
   * @throws java.util.concurrent.CompletionException with why the options could not be read
   */
  public static LuceneSearchIndex open(Path folder, CompletableFuture<IndexOptions> options) {
    CompletableFuture<Language> language =
        options.thenApplyAsync(known -> Language.of(known.vocabulary()));
    try {
      IndexFolder opened = IndexFolder.open(folder, options);
      DirectoryReader reader = opened.reader();
      Snapshot committed = reader == null ? null : Snapshot.committed(reader, options.join());
      return new LuceneSearchIndex(opened.directory(), options.join(), committed, language.join());
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "cannot open the index in " + folder + ": " + e, e);
    }
  }

  /** The same with options that are known. */
  public static LuceneSearchIndex open(Path folder, IndexOptions options) {
    return open(folder, CompletableFuture.completedFuture(options));
  }

  @Override
  public void apply(List<IndexChange> changes, long sequence) {
    updates.apply(changes, sequence);
  }

  @Override
  public synchronized void refresh() {
    Snapshot next = updates.snapshotAfter(newest);
    if (next != null) {
      publish(next);
    }
  }

  private void publish(Snapshot next) {
    Snapshot before = newest;
    newest = next;
    release(before);
  }

  @Override
  public void commit() {
    updates.commit();
  }

  @Override
  public synchronized void clear() {
    updates.startOver();
    publish(updates.firstSnapshot());
  }

  @Override
  public void startOver() {
    updates.startOver();
  }

  @Override
  public long visibleSequence() {
    return newest.sequence();
  }

  @Override
  public long durableSequence() {
    return updates.durableSequence();
  }

  @Override
  public SearchResults search(SearchRequest request) {
    QueryLimits.check(request.query());
    checkLimit(request.limit());
    Clock now = Clock.fixed(options.clock().instant(), options.clock().getZone());
    return reading(
        snapshot -> new SearchRun(snapshot, searcher(snapshot), queries, request, now).answer());
  }

  @Override
  public Map<RecordId, Map<SearchField, List<String>>> highlight(
      Query query, List<MetadataRecord> records) {
    QueryLimits.check(query);
    Highlights highlights = new Highlights(analyzer, queries.words(query));
    Map<RecordId, Map<SearchField, List<String>>> found = new HashMap<>();
    try {
      for (MetadataRecord record : records) {
        Map<SearchField, List<String>> fields = highlights.of(record);
        if (!fields.isEmpty()) {
          found.put(record.id(), fields);
        }
      }
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.INTERNAL, "highlighting failed", e);
    }
    return found;
  }

  @Override
  public long count(Query query) {
    QueryLimits.check(query);
    return reading(snapshot -> {
      IndexSearcher searcher = patientSearcher(snapshot);
      return inTime(searcher, (long) searcher.count(queries.matching(query)));
    });
  }

  @Override
  public void scan(Query query, List<Column> columns, RowReader reader) {
    QueryLimits.check(query);
    RowScan scan = new RowScan(columns, options.dictionary(), reader);
    reading(snapshot -> showEach(snapshot, query, scan));
  }

  @Override
  public List<MetricStatistics> metrics(Query query) {
    if (query.equals(Query.ALL)) {
      return reading(snapshot -> snapshot.metrics().statistics(options.dictionary()));
    }
    QueryLimits.check(query);
    return reading(snapshot -> {
      // Only now is it certain that every key of the snapshot has an ordinal.
      MetricTally tally = new MetricTally(options.dictionary().size());
      showEach(
          snapshot,
          query,
          segment -> {
            PackedMetrics metrics = new PackedMetrics(segment);
            return doc -> {
              if (metrics.advance(doc)) {
                tally.add(metrics);
              }
            };
          });
      return tally.statistics(options.dictionary());
    });
  }

  private boolean showEach(Snapshot snapshot, Query query, EachMatch.Segments segments)
      throws IOException {
    IndexSearcher searcher = patientSearcher(snapshot);
    return inTime(searcher, searcher.search(queries.matching(query), EachMatch.showing(segments)));
  }

  /** The answer, unless the search was cut short. */
  private static <T> T inTime(IndexSearcher searcher, T answer) {
    if (searcher.timedOut()) {
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "looking at everything that matches took too long; ask for less");
    }
    return answer;
  }

  @Override
  public List<Suggestion> suggest(Typed typed, @Nullable Kind kind, int limit) {
    checkLimit(limit);
    return reading(snapshot -> {
      IndexSearcher searcher = searcher(snapshot);
      NameCompletions names = new NameCompletions(searcher, kind);
      SuggestedTogether together = new SuggestedTogether(searcher, queries, typed, kind);
      return new SuggestRun(snapshot, names, together, typed, limit).suggestions();
    });
  }

  @Override
  public Query corrected(Query query, Suspects suspects) {
    return reading(snapshot ->
        new Corrections(snapshot.reader(), language.analyzers(), language.knownWords(), suspects)
            .of(query));
  }

  @Override
  public List<Similar> similar(MetadataRecord record, int limit) {
    checkLimit(limit);
    return reading(snapshot ->
        new SimilarRun(searcher(snapshot), language.fields(), analyzer, record).similar(limit));
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw ModeldexException.invalid("limit", "must be 1 to " + MAX_LIMIT + " but is " + limit);
    }
  }

  @Override
  public List<HistogramBucket> histogram(String key, Query query, int buckets) {
    QueryLimits.check(query);
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw ModeldexException.invalid(
          "buckets", "must be 1 to " + MAX_BUCKETS + " but is " + buckets);
    }
    OptionalInt ordinal = options.dictionary().find(key);
    if (ordinal.isEmpty()) {
      return List.of();
    }
    BooleanQuery matching =
        new BooleanQuery.Builder()
            .add(queries.matching(query), Occur.FILTER)
            .add(queries.hasNumber(key), Occur.FILTER)
            .build();
    return reading(snapshot ->
        searcher(snapshot).search(matching, MetricHistogram.of(ordinal.getAsInt(), buckets)));
  }

  @Override
  public IndexStatus status() {
    return reading(snapshot ->
        new IndexStatus(
            snapshot.reader().numDocs(),
            updates.sizeBytes(),
            count(snapshot, SearchField.HAS_EMBEDDING),
            count(snapshot, SearchField.AWAITS_EMBEDDING)));
  }

  private long count(Snapshot snapshot, String embedding) throws IOException {
    return searcher(snapshot)
        .count(queries.matching(new Query.FieldIs(SearchField.EMBEDDING, embedding)));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release(newest);
      updates.close();
    }
  }

  private RequestSearcher searcher(Snapshot snapshot) {
    return searcher(snapshot, options.timeLimit());
  }

  /** A searcher that has time to look at everything that matches. */
  private RequestSearcher patientSearcher(Snapshot snapshot) {
    return searcher(snapshot, options.timeLimit().multipliedBy(PATIENCE));
  }

  private RequestSearcher searcher(Snapshot snapshot, Duration limit) {
    RequestSearcher searcher = new RequestSearcher(snapshot.reader());
    searcher.setQueryCache(cache);
    searcher.setQueryCachingPolicy(caching);
    searcher.setTimeout(new Deadline(limit));
    return searcher;
  }

  /** Something that is read from a snapshot. */
  private interface Reading<T> {
    T from(Snapshot snapshot) throws IOException;
  }

  private <T> T reading(Reading<T> reading) {
    Snapshot snapshot = acquire();
    try {
      return reading.from(snapshot);
    } catch (IndexSearcher.TooManyClauses e) {
      throw ModeldexException.invalid("query", "stands for too many terms");
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the index cannot be read: " + e, e);
    } finally {
      release(snapshot);
    }
  }

  private Snapshot acquire() {
    while (!closed) {
      Snapshot snapshot = newest;
      if (snapshot.reader().tryIncRef()) {
        return snapshot;
      }
    }
    throw new ModeldexException(ErrorCode.UNAVAILABLE, "the index is closed");
  }

  private static void release(Snapshot snapshot) {
    try {
      snapshot.reader().decRef();
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "closing files of the index failed: " + e, e);
    }
  }
}
