package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.modeldex.search.SearchRequest.Meaning;

/**
 * The records that are nearest to a text in meaning: at most {@value #MOST}, each at least as
 * similar as the request demands. They are found by their quantised vectors and compared by the
 * exact ones.
 */
final class Neighbours {
  /** How many are looked for: beyond them similarity says little. */
  static final int MOST = 200;

  private static final double UNKNOWN = 0;

  /** Differences of less are noise. */
  private static final double LEAST_SPAN = 0.01;

  private final IndexSearcher searcher;
  private final Meaning meaning;
  private final float[] target;
  private final List<Neighbour> nearest;

  /**
   * One of them.
   *
   * @param similarity cosine, minus 1 to 1
   */
  record Neighbour(int doc, double similarity) {}

  private Neighbours(IndexSearcher searcher, Meaning meaning, int[] docs) throws IOException {
    this.searcher = searcher;
    this.meaning = meaning;
    this.target = meaning.embedding().toArray();
    double[] similarities = similarities(docs);
    List<Neighbour> found = new ArrayList<>(docs.length);
    for (int i = 0; i < docs.length; i++) {
      if (similarities[i] >= meaning.atLeast()) {
        found.add(new Neighbour(docs[i], similarities[i]));
      }
    }
    found.sort(Comparator.comparingDouble(Neighbour::similarity).reversed());
    this.nearest = List.copyOf(found);
  }

  /** Looks for the nearest among the records that pass a filter. */
  static Neighbours find(IndexSearcher searcher, Meaning meaning, Query filter) throws IOException {
    Query query =
        new KnnFloatVectorQuery(IndexFields.VECTOR, meaning.embedding().toArray(), MOST, filter);
    ScoreDoc[] hits = searcher.search(query, MOST).scoreDocs;
    return new Neighbours(
        searcher, meaning, Arrays.stream(hits).mapToInt(hit -> hit.doc).sorted().toArray());
  }

  /** Whether they are all that is looked for. */
  boolean alone() {
    return meaning.alone();
  }

  /** A similarity between the least that counts (0) and that of the nearest (1). */
  double relative(double similarity) {
    double least = meaning.atLeast();
    return nearest.isEmpty()
        ? 0
        : Math.max(0, similarity - least)
            / Math.max(LEAST_SPAN, nearest.getFirst().similarity() - least);
  }

  /** The nearest first. */
  List<Neighbour> nearest() {
    return nearest;
  }

  /** Matches exactly these records. */
  Query query() {
    return new BitsQuery(
        MatchSet.of(
            searcher.getIndexReader(), nearest.stream().mapToInt(Neighbour::doc).toArray()));
  }

  /**
   * The similarity of any records, 0 for those whose meaning is not known.
   *
   * @param docs ascending
   */
  double[] similarities(int[] docs) throws IOException {
    double[] similarities = new double[docs.length];
    Arrays.fill(similarities, UNKNOWN);
    int next = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(IndexFields.VECTOR);
      DocIndexIterator places = vectors == null ? null : vectors.iterator();
      int end = leaf.docBase + leaf.reader().maxDoc();
      for (; next < docs.length && docs[next] < end; next++) {
        int doc = docs[next] - leaf.docBase;
        if (vectors != null && places != null && isAt(places, doc)) {
          similarities[next] = cosine(vectors.vectorValue(places.index()));
        }
      }
    }
    return similarities;
  }

  /**
   * Summed in one order. Lucene's vectorised sum is quicker, but its last digits depend on how warm
   * the program is, and then a page would begin elsewhere than the last one ended.
   */
  private double cosine(float[] vector) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += (double) target[i] * vector[i];
    }
    return sum;
  }

  private static boolean isAt(DocIndexIterator places, int doc) throws IOException {
    return places.docID() == doc || (places.docID() < doc && places.advance(doc) == doc);
  }

  /** The id of a record in its text form. */
  String id(int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    BinaryDocValues ids = leaf.reader().getBinaryDocValues(IndexFields.ID);
    if (ids == null || !ids.advanceExact(doc - leaf.docBase)) {
      throw new IOException("document " + doc + " has no id");
    }
    return ids.binaryValue().utf8ToString();
  }
}
