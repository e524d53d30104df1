package org.modeldex.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.compare.Comparison;
import org.modeldex.ranking.Leaderboard;
import org.modeldex.ranking.Progress;
import org.modeldex.ranking.Rank;
import org.modeldex.ranking.Rankings;
import org.modeldex.ranking.TaskOverview;
import org.modeldex.ranking.TradeOff;
import org.modeldex.recommend.LivePredictor;
import org.modeldex.recommend.Recommendation;
import org.modeldex.recommend.RecommendationRequest;
import org.modeldex.recommend.Recommender;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.EmbeddingWorker;
import org.modeldex.search.Indexer;
import org.modeldex.search.Query;
import org.modeldex.search.QueryEmbedder;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchIndex;
import org.modeldex.search.SearchIndex.HistogramBucket;
import org.modeldex.search.SearchIndex.IndexStatus;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.search.Similar;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;
import org.modeldex.store.Commit;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Outline;
import org.modeldex.store.PointBounds;
import org.modeldex.store.Range;
import org.modeldex.store.Receipt;
import org.modeldex.store.Revision;
import org.modeldex.store.SeriesSummary;
import org.modeldex.store.StoreStatus;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The one way in and out: every call names who calls and is checked before anything else happens.
 * Records that come out carry the vocabulary's readings. Safe for all threads.
 *
 * <p>Every method throws {@code ModeldexException} with PERMISSION_DENIED when the principal may
 * not, besides what the store and the index throw.
 */
public final class Catalog {
  /** The fewest points that a curve can be reduced to. */
  public static final int MIN_CURVE_POINTS = SeriesReduction.KEPT;

  /** How many points are read at once. */
  private static final int POINTS_PAGE = 20_000;

  /**
   * How many changes the index may be behind before writers wait: about a second of its work, and
   * of usual records no more than a store keeps at hand for it.
   */
  private static final long MAX_LAG = 5_000;

  private final MetadataStore store;
  private final SearchIndex index;
  private final Searcher searcher;
  private final Indexer indexer;
  private final Vocabulary vocabulary;
  private final Duration searchPatience;
  private final Rankings rankings;
  private final @Nullable Semantics semantics;
  private final Meanings meanings;
  private final Recommender recommender;
  private final SlowSearches slowSearches = new SlowSearches(Clock.systemUTC());

  /**
   * What searching by meaning needs.
   *
   * @param queries embeds queries with the model that the records' embeddings are of
   * @param worker embeds records
   * @param usual how free text finds records where a search does not say
   */
  public record Semantics(QueryEmbedder queries, EmbeddingWorker worker, SearchMode usual) {}

  /**
   * What is learned from records, besides the index.
   *
   * @param predictor of benchmarks that were never run
   * @param semantics null when nothing is found by meaning
   */
  public record Learned(LivePredictor predictor, @Nullable Semantics semantics) {}

  /**
   * Opens the door.
   *
   * @param searchPatience how long a search may wait for the index to catch up
   */
  public Catalog(
      MetadataStore store,
      SearchIndex index,
      Indexer indexer,
      Vocabulary vocabulary,
      Duration searchPatience,
      Learned learned) {
    this.store = store;
    this.index = index;
    this.searcher = new Searcher(store, index, vocabulary);
    this.indexer = indexer;
    this.vocabulary = vocabulary;
    this.searchPatience = searchPatience;
    this.rankings = new Rankings(index, store, vocabulary);
    this.recommender = new Recommender(index, store, vocabulary, learned.predictor());
    this.semantics = learned.semantics();
    this.meanings = new Meanings(semantics);
  }

  /** The current state of a record. */
  public Optional<MetadataRecord> find(Principal principal, RecordId id) {
    principal.require(Permission.READ);
    return store.find(id).map(vocabulary::interpret);
  }

  /** See {@link MetadataStore#has}. */
  public boolean has(Principal principal, RecordId id) {
    principal.require(Permission.READ);
    return store.has(id);
  }

  /** See {@link MetadataStore#outlines}. */
  public List<Outline> outlines(
      Principal principal, Range range, @Nullable RecordId after, int limit) {
    principal.require(Permission.READ);
    return store.outlines(range, after, limit);
  }

  /** See {@link MetadataStore#list}. */
  public List<MetadataRecord> list(
      Principal principal, Range range, @Nullable RecordId after, int limit) {
    principal.require(Permission.READ);
    return store.list(range, after, limit).stream().map(vocabulary::interpret).toList();
  }

  /** See {@link MetadataStore#history}. */
  public List<Revision> history(Principal principal, RecordId id, long before, int limit) {
    principal.require(Permission.READ);
    return store.history(id, before, limit);
  }

  /** See {@link MetadataStore#revision}. */
  public Optional<MetadataRecord> revision(Principal principal, RecordId id, long revision) {
    principal.require(Permission.READ);
    return store.revision(id, revision).map(vocabulary::interpret);
  }

  /** See {@link MetadataStore#edges}. */
  public List<Edge> edges(
      Principal principal, RecordId id, Direction direction, @Nullable Edge after, int limit) {
    principal.require(Permission.READ);
    return store.edges(id, direction, after, limit);
  }

  /** See {@link MetadataStore#series(RecordId)}. */
  public List<SeriesSummary> series(Principal principal, RecordId id) {
    principal.require(Permission.READ);
    return store.series(id);
  }

  /** See {@link MetadataStore#series(RecordId, String)}. */
  public Optional<SeriesSummary> series(Principal principal, RecordId id, String metric) {
    principal.require(Permission.READ);
    return store.series(id, metric);
  }

  /** See {@link MetadataStore#points}. */
  public List<MetricPoint> points(
      Principal principal, RecordId id, String metric, long from, int limit) {
    principal.require(Permission.READ);
    return store.points(id, metric, from, limit);
  }

  /**
   * The points of a series within bounds, in {@link MetricPoint#CURVE_ORDER}, reduced to few that
   * draw the same curve if they are more.
   *
   * @param most how many points there may be, at least {@value #MIN_CURVE_POINTS}
   */
  public List<MetricPoint> curve(
      Principal principal, RecordId id, SeriesSummary series, PointBounds within, int most) {
    principal.require(Permission.READ);
    SeriesReduction reduction = new SeriesReduction(within, most);
    List<MetricPoint> few = new ArrayList<>();
    List<MetricPoint> page;
    long from = 0;
    do {
      page = store.points(id, series.metric(), from, POINTS_PAGE);
      List<MetricPoint> inside = page.stream().filter(within::hold).toList();
      reduction.addAll(inside);
      few.addAll(inside.subList(0, Math.min(inside.size(), most + 1 - few.size())));
      from += page.size();
    } while (page.size() == POINTS_PAGE);
    return few.size() <= most
        ? few.stream().sorted(MetricPoint.CURVE_ORDER).toList()
        : reduction.points();
  }

  /**
   * Applies mutations together and waits until they are durable; before that, while the index is
   * far behind, as {@link #awaitRoom} does.
   */
  public Receipt commit(Principal principal, List<Mutation> mutations, Commit.@Nullable Once once) {
    awaitRoom();
    try {
      return submit(principal, mutations, once).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ModeldexException problem
          ? problem
          : new ModeldexException(ErrorCode.INTERNAL, "a commit failed", e.getCause());
    }
  }

  /** As {@link #commit} without waiting: completes when the mutations are durable. */
  public CompletableFuture<Receipt> submit(
      Principal principal, List<Mutation> mutations, Commit.@Nullable Once once) {
    principal.require(Permission.WRITE);
    return store
        .commit(new Commit(mutations, principal.name(), once))
        .whenComplete((receipt, problem) -> indexer.wake());
  }

  /**
   * Waits while the index is thousands of changes behind. Whoever {@link #submit submits} many
   * mutations in a row calls this now and then, so that a search in between finds the index within
   * reach.
   */
  public void awaitRoom() {
    indexer.awaitLag(MAX_LAG, searchPatience);
  }

  /**
   * Searches.
   *
   * @param mode how free text is to find records; null for the usual mode, or LEXICAL where that is
   *     not possible
   * @param fresh whether to wait until the index reflects everything acknowledged so far
   * @param highlight whether to say where the words occur
   * @throws ModeldexException INDEX_BEHIND when waiting takes too long; for a mode other than
   *     LEXICAL, INVALID_ARGUMENT when there is no embedder and UNAVAILABLE when it fails
   */
  public SearchAnswer search(
      Principal principal,
      SearchRequest asked,
      @Nullable SearchMode mode,
      boolean fresh,
      boolean highlight) {
    principal.require(Permission.READ);
    Instant at = Instant.now();
    long started = System.nanoTime();
    if (fresh) {
      awaitFresh();
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - started);
    SearchAnswer answer = searcher.search(meanings.of(asked, mode), highlight);
    slowSearches.add(
        new SlowSearch(
            asked,
            answer.mode(),
            at,
            Duration.ofNanos(System.nanoTime() - started),
            waited,
            answer.results().total(),
            answer.results().partial()));
    return answer;
  }

  /** The slowest searches of the last day, slowest first. */
  public List<SlowSearch> slowSearches(Principal principal) {
    principal.require(Permission.OPERATE);
    return slowSearches.all();
  }

  /**
   * Records that match, and nothing else of them, for those who make their own answer. When they
   * are large, fewer than asked for.
   *
   * @throws ModeldexException INDEX_BEHIND when the index does not catch up with everything
   *     acknowledged so far; UNAVAILABLE when searching takes too long
   */
  public RecordPage records(Principal principal, SearchRequest request) {
    principal.require(Permission.READ);
    awaitFresh();
    return searcher.records(request);
  }

  /**
   * Some of the records that match.
   *
   * @param records in the order of the request; one deleted since is left out
   * @param next where the next page begins; null when there is none
   */
  public record RecordPage(List<MetadataRecord> records, @Nullable String next) {
    public RecordPage {
      records = List.copyOf(records);
    }
  }

  /**
   * Which of some records match a query as it is written, in the index as it stands.
   *
   * @param ids at most 1,000
   * @throws ModeldexException UNAVAILABLE when searching takes too long
   */
  public Set<RecordId> matching(Principal principal, Query query, List<RecordId> ids) {
    principal.require(Permission.READ);
    return searcher.matching(query, ids);
  }

  /**
   * Records side by side, in this order.
   *
   * @throws ModeldexException NOT_FOUND for the first that does not exist
   */
  public Comparison compare(Principal principal, List<RecordId> ids) {
    principal.require(Permission.READ);
    Map<RecordId, SearchDocument> documents = searcher.documents(ids);
    List<SearchDocument> compared = new ArrayList<>();
    for (RecordId id : ids) {
      SearchDocument document = documents.get(id);
      if (document == null) {
        throw ModeldexException.notFound(id);
      }
      compared.add(document);
    }
    return Comparison.of(compared, vocabulary);
  }

  /** See {@link Rankings#leaderboard}. */
  public Leaderboard leaderboard(
      Principal principal, String key, Query query, int limit, @Nullable String cursor) {
    principal.require(Permission.READ);
    return rankings.leaderboard(key, query, limit, cursor);
  }

  /** See {@link Rankings#progress}. */
  public Progress progress(Principal principal, String key, Query query) {
    principal.require(Permission.READ);
    return rankings.progress(key, query);
  }

  /**
   * See {@link Rankings#ranks}.
   *
   * @throws ModeldexException NOT_FOUND when the record does not exist
   */
  public List<Rank> ranks(Principal principal, RecordId id) {
    principal.require(Permission.READ);
    return rankings.ranks(searcher.document(id));
  }

  /** See {@link Rankings#tasks}. */
  public List<FacetValue> tasks(Principal principal) {
    principal.require(Permission.READ);
    return rankings.tasks();
  }

  /** See {@link Rankings#task}. */
  public TaskOverview task(Principal principal, String slug) {
    principal.require(Permission.READ);
    return rankings.task(slug);
  }

  /** See {@link Rankings#tradeOff}. */
  public TradeOff tradeOff(
      Principal principal, Query query, TradeOff.Axis x, TradeOff.Axis y, int most) {
    principal.require(Permission.READ);
    return rankings.tradeOff(query, x, y, most);
  }

  /** See {@link Recommender#recommend}. */
  public Recommendation recommend(Principal principal, RecommendationRequest request) {
    principal.require(Permission.READ);
    return recommender.recommend(request);
  }

  /** Waits until searches reflect everything acknowledged so far, as a fresh search does. */
  public void awaitFresh() {
    indexer.awaitVisible(store.status().sequence(), searchPatience);
  }

  /** See {@link SearchIndex#suggest}. */
  public List<Suggestion> suggest(
      Principal principal, Typed typed, @Nullable Kind kind, int limit) {
    principal.require(Permission.READ);
    return index.suggest(typed, kind, limit);
  }

  /**
   * Records that are like one, most alike first; see {@link SearchIndex#similar}. It does not wait
   * for the index.
   *
   * @throws ModeldexException NOT_FOUND when there is no such record
   */
  public List<SimilarRecord> similar(Principal principal, RecordId id, int limit) {
    MetadataRecord record = find(principal, id).orElseThrow(() -> ModeldexException.notFound(id));
    List<Similar> similar = index.similar(record, limit);
    ShownMeasurements shown = new ShownMeasurements(vocabulary, SearchRequest.of(Query.ALL, limit));
    return SimilarRecord.all(
        similar, searcher.documents(similar.stream().map(Similar::id).toList()), shown);
  }

  /** See {@link SearchIndex#metrics}. */
  public List<MetricStatistics> metrics(Principal principal, Query query) {
    principal.require(Permission.READ);
    return index.metrics(query);
  }

  /** See {@link SearchIndex#histogram}. */
  public List<HistogramBucket> histogram(
      Principal principal, String key, Query query, int buckets) {
    principal.require(Permission.READ);
    return index.histogram(key, query, buckets);
  }

  /** Throws the index away and builds it again, in the background. */
  public void reindex(Principal principal) {
    principal.require(Permission.OPERATE);
    indexer.rebuild();
  }

  /** How the catalog stands. */
  public Status status(Principal principal) {
    principal.require(Permission.READ);
    return new Status(
        store.status(),
        store.sizeBytes(),
        index.status(),
        index.visibleSequence(),
        indexer.isRebuilding(),
        indexer.failure().orElse(null),
        semantics == null ? null : semantics.queries().model(),
        semantics == null ? null : semantics.worker().failure().orElse(null));
  }

  /**
   * How the catalog stands.
   *
   * @param storeBytes what the store takes on disk
   * @param visibleSequence searches reflect every change up to here
   * @param indexFailure why indexing does not get on; null when it does
   * @param embeddingModel by which records are found by meaning; null when there is none
   * @param embeddingFailure why records are not embedded at the moment; null when all is well
   */
  public record Status(
      StoreStatus store,
      long storeBytes,
      IndexStatus index,
      long visibleSequence,
      boolean rebuilding,
      @Nullable String indexFailure,
      @Nullable String embeddingModel,
      @Nullable String embeddingFailure) {}
}
