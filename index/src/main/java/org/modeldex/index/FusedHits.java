package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.modeldex.index.Neighbours.Neighbour;

/**
 * The hits of a search by words and meaning, the most relevant first.
 *
 * <pre>
 *   window   the first {@value #WINDOW} hits by words and the nearest by meaning; each with both scores, fused
 *   rest     the other hits by words, by their scores
 * </pre>
 *
 * <p>Scores of the window lie above those of the rest, so a score and an id say where a page ended.
 * One search's own.
 */
final class FusedHits {
  private static final int WINDOW = 200;

  /** Of 1 in all, where words are undecided. docs/semantic-search.md says how it was found. */
  private static final double WEIGHT_OF_MEANING = 0.3;

  /** Words are undecided when the hit at this place is worth as much as the best. */
  private static final int DECIDING_PLACE = 10;

  /** Lifts the window above the rest. */
  private static final float LIFT = 1;

  private static final Comparator<FieldDoc> BEST_FIRST =
      Comparator.<FieldDoc>comparingDouble(FusedHits::score).reversed().thenComparing(HitOrder::id);

  private final IndexSearcher searcher;
  private final HitOrder order;
  private final Neighbours near;
  private final Query words;

  /**
   * The hits of one search.
   *
   * @param words scores the hits by words, and matches no others
   */
  FusedHits(IndexSearcher searcher, HitOrder order, Neighbours near, Query words) {
    this.searcher = searcher;
    this.order = order;
    this.near = near;
    this.words = words;
  }

  /**
   * A page of hits.
   *
   * @param byWords the first hits by words
   * @param withoutWords how many records match by their meaning and by no word
   */
  record Page(List<FieldDoc> hits, TopFieldDocs byWords, int withoutWords) {}

  /**
   * The first hits behind a place.
   *
   * @param after null for the start
   * @param counted hits by words are counted exactly up to here
   */
  Page page(@Nullable FieldDoc after, int wanted, int counted) throws IOException {
    TopFieldDocs first = search(words, WINDOW, null, counted);
    Map<Integer, FieldDoc> byWords = new HashMap<>();
    addAll(byWords, first);
    addAll(byWords, search(both(words, near.query()), Neighbours.MOST, null, 1));
    int withoutWords = 0;
    Set<Integer> docs = new HashSet<>(byWords.keySet());
    for (Neighbour neighbour : near.nearest()) {
      withoutWords += docs.add(neighbour.doc()) ? 1 : 0;
    }
    FieldDoc last = first.scoreDocs.length < WINDOW ? null : hit(first.scoreDocs[WINDOW - 1]);
    float floor = last == null ? 0 : score(last);
    List<FieldDoc> hits = new ArrayList<>();
    for (FieldDoc hit : window(docs, byWords, floor + LIFT)) {
      if (hits.size() < wanted && (after == null || BEST_FIRST.compare(hit, after) > 0)) {
        hits.add(hit);
      }
    }
    if (last != null && hits.size() < wanted) {
      FieldDoc from = after == null || score(after) > floor ? last : after;
      addRest(hits, docs, from, wanted);
    }
    return new Page(hits, first, withoutWords);
  }

  /** The hits by meaning alone behind a place. */
  static List<FieldDoc> byMeaning(Neighbours near, @Nullable FieldDoc after, int wanted)
      throws IOException {
    List<FieldDoc> hits = new ArrayList<>();
    for (Neighbour neighbour : near.nearest()) {
      hits.add(hit(neighbour.doc(), (float) neighbour.similarity(), near.id(neighbour.doc())));
    }
    return hits.stream()
        .sorted(BEST_FIRST)
        .filter(hit -> after == null || BEST_FIRST.compare(hit, after) > 0)
        .limit(wanted)
        .toList();
  }

  private List<FieldDoc> window(Set<Integer> docs, Map<Integer, FieldDoc> byWords, float lift)
      throws IOException {
    int[] sorted = docs.stream().mapToInt(Integer::intValue).sorted().toArray();
    double[] similarities = near.similarities(sorted);
    double[] scores = byWords.values().stream().mapToDouble(FusedHits::score).sorted().toArray();
    double highest = scores.length == 0 ? 0 : scores[scores.length - 1];
    // What a clause finds that does not rank, beside words that nothing has, all scores 0.
    double best = highest > 0 ? highest : 1;
    double weight = WEIGHT_OF_MEANING * undecided(scores);
    List<FieldDoc> window = new ArrayList<>(sorted.length);
    for (int i = 0; i < sorted.length; i++) {
      FieldDoc word = byWords.get(sorted[i]);
      double score =
          (1 - weight) * (word == null ? 0 : score(word) / best)
              + weight * near.relative(similarities[i]);
      String id = word == null ? near.id(sorted[i]) : HitOrder.id(word);
      window.add(hit(sorted[i], lift + (float) score, id));
    }
    window.sort(BEST_FIRST);
    return window;
  }

  /**
   * How little the words tell hits apart, 0 to 1: little when one stands out, as for a name or a
   * title; much when many are alike, as for a description in everyday words.
   *
   * @param scores ascending
   */
  private static double undecided(double[] scores) {
    return scores.length < DECIDING_PLACE || scores[scores.length - 1] == 0
        ? 1
        : scores[scores.length - DECIDING_PLACE] / scores[scores.length - 1];
  }

  private void addRest(List<FieldDoc> hits, Set<Integer> window, FieldDoc after, int wanted)
      throws IOException {
    int most = wanted - hits.size() + window.size();
    for (ScoreDoc hit : search(words, most, after, 1).scoreDocs) {
      if (hits.size() < wanted && !window.contains(hit.doc)) {
        hits.add(hit(hit));
      }
    }
  }

  private TopFieldDocs search(Query query, int most, @Nullable FieldDoc after, int counted)
      throws IOException {
    return searcher.search(query, new TopFieldCollectorManager(order.sort(), most, after, counted));
  }

  private static void addAll(Map<Integer, FieldDoc> byWords, TopFieldDocs found) {
    for (ScoreDoc hit : found.scoreDocs) {
      byWords.put(hit.doc, hit(hit));
    }
  }

  private static Query both(Query ranking, Query filter) {
    return new BooleanQuery.Builder().add(ranking, Occur.MUST).add(filter, Occur.FILTER).build();
  }

  private static FieldDoc hit(ScoreDoc hit) {
    return (FieldDoc) hit;
  }

  private static FieldDoc hit(int doc, float score, String id) {
    return new FieldDoc(doc, score, new Object[] {score, new BytesRef(id)});
  }

  private static float score(FieldDoc hit) {
    return (Float) hit.fields[0];
  }
}
