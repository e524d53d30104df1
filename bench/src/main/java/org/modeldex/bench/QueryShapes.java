package org.modeldex.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.Sort;

/**
 * The kinds of queries that are measured, each in three forms: for HTTP, for the index, by hand.
 */
final class QueryShapes {
  private static final List<SearchField> FACETS =
      List.of(
          SearchField.TAG,
          SearchField.TASK,
          SearchField.FRAMEWORK,
          SearchField.LICENSE,
          SearchField.OWNER,
          SearchField.ARCHITECTURE);

  private final ToIntFunction<String> ordinals;

  /**
   * Prepares the shapes.
   *
   * @param ordinals the ordinal of a metric key
   */
  QueryShapes(ToIntFunction<String> ordinals) {
    this.ordinals = ordinals;
  }

  /** The same search by hand. */
  interface Stock {
    Object search(StockLucene lucene) throws IOException;
  }

  /**
   * One search in its three forms.
   *
   * @param q query text
   * @param sort as in the API; empty for relevance
   * @param stock for a metric sort it looks at every match
   */
  record Case(String q, String sort, boolean faceted, SearchRequest request, Stock stock) {}

  /** Makes the next case of a shape. */
  interface Shape {
    Case next(Random random);
  }

  /** A shape with its name. */
  record Named(String name, Shape shape, boolean isMetricSort) {}

  List<Named> all() {
    return List.of(
        new Named("text + 6 facets, narrow (0.1 %)", random -> text(random, 4_000, 2_000), false),
        new Named("text + 6 facets, medium (5 %)", random -> text(random, 90, 20), false),
        new Named("text + 6 facets, wide (45 %)", random -> text(random, 6, 4), false),
        new Named("match all + 6 facets", this::matchAll, false),
        new Named("metric range (1 %)", this::metricRange, false),
        new Named("three metric constraints", this::threeConstraints, false),
        new Named("text sorted by metric", this::textByMetric, true),
        new Named("leaderboard: all sorted by metric", this::leaderboard, true));
  }

  private Case text(Random random, int firstRank, int ranks) {
    String word = RecordGenerator.word(firstRank + random.nextInt(ranks));
    return faceted(word, new Query.Words(word), StockLucene.text(List.of(word)));
  }

  private Case matchAll(Random random) {
    return faceted("", Query.ALL, StockLucene.all());
  }

  private static Case faceted(String q, Query query, org.apache.lucene.search.Query stock) {
    List<Facet> facets = FACETS.stream().map(field -> new Facet(field, 10)).toList();
    List<String> dimensions = FACETS.stream().map(SearchField::word).toList();
    return new Case(
        q,
        "",
        true,
        new SearchRequest(query, List.of(), facets, Sort.RELEVANCE, 10, null),
        lucene -> lucene.topWithFacets(stock, dimensions));
  }

  private Case metricRange(Random random) {
    String key = key(random.nextInt(3));
    double lower = rounded(0.985 + random.nextDouble() * 0.01);
    org.apache.lucene.search.Query stock =
        StockLucene.metricAtLeast(ordinals.applyAsInt(key), lower);
    return plain(
        key + ">=" + lower,
        new Query.MetricRange(key, Interval.atLeast(lower)),
        lucene -> lucene.top(stock));
  }

  private Case threeConstraints(Random random) {
    List<String> keys = List.of(key(0), key(1), key(2));
    List<Double> lowers =
        keys.stream().map(key -> rounded(0.5 + random.nextDouble() * 0.2)).toList();
    List<Query> clauses =
        IntStream.range(0, 3)
            .<Query>mapToObj(
                i -> new Query.MetricRange(keys.get(i), Interval.atLeast(lowers.get(i))))
            .toList();
    org.apache.lucene.search.Query stock =
        StockLucene.allOf(
            IntStream.range(0, 3)
                .mapToObj(
                    i -> StockLucene.metricAtLeast(ordinals.applyAsInt(keys.get(i)), lowers.get(i)))
                .toList());
    return plain(
        String.format(
            Locale.ROOT,
            "%s>=%s %s>=%s %s>=%s",
            keys.get(0),
            lowers.get(0),
            keys.get(1),
            lowers.get(1),
            keys.get(2),
            lowers.get(2)),
        new Query.And(clauses),
        lucene -> lucene.top(stock));
  }

  private Case textByMetric(Random random) {
    String word = RecordGenerator.word(40 + random.nextInt(40));
    return sorted(
        word, new Query.Words(word), StockLucene.text(List.of(word)), key(random.nextInt(5)));
  }

  private Case leaderboard(Random random) {
    return sorted("", Query.ALL, StockLucene.all(), key(random.nextInt(20)));
  }

  private Case sorted(String q, Query query, org.apache.lucene.search.Query stock, String key) {
    int ordinal = ordinals.applyAsInt(key);
    return new Case(
        q,
        "-" + key,
        false,
        new SearchRequest(query, List.of(), List.of(), new Sort.ByMetric(key, true), 10, null),
        lucene -> lucene.largest(stock, ordinal));
  }

  private static Case plain(String q, Query query, Stock stock) {
    return new Case(q, "", false, SearchRequest.of(query, 10), stock);
  }

  private static String key(int rank) {
    return RecordGenerator.metric(rank) + '@' + RecordGenerator.dataset(rank);
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** The facets as the API's parameters. */
  static String facetParameters() {
    StringBuilder parameters = new StringBuilder();
    FACETS.forEach(field -> parameters.append("&facet=").append(field.word()));
    return parameters.toString();
  }
}
