package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * The limit of searches: what one would write by hand with Lucene alone for each shape of query, on
 * the very index that Modeldex made. Nothing is parsed, checked, sent or read from a store.
 */
final class StockLucene implements AutoCloseable {
  private static final String TEXT_FIELD = "description.text";
  private static final String FACET_FIELD = "facets";
  private static final String METRIC_POINTS = "mp";
  private static final String METRIC_VALUES = "mb";
  private static final int TOP = 10;

  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final SortedSetDocValuesReaderState facets;

  StockLucene(Path indexFolder) throws IOException {
    reader = DirectoryReader.open(FSDirectory.open(indexFolder));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    facets = new DefaultSortedSetDocValuesReaderState(reader, FACET_FIELD, new FacetsConfig());
  }

  int documents() {
    return reader.numDocs();
  }

  static Query all() {
    return MatchAllDocsQuery.INSTANCE;
  }

  /** Any of the words in the description. */
  static Query text(List<String> words) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : words) {
      query.add(new TermQuery(new Term(TEXT_FIELD, word)), Occur.SHOULD);
    }
    return query.build();
  }

  /** A metric value of at least {@code lower}. */
  static Query metricAtLeast(int ordinal, double lower) {
    return BinaryPoint.newRangeQuery(
        METRIC_POINTS, point(ordinal, lower), point(ordinal, Double.POSITIVE_INFINITY));
  }

  static Query allOf(List<Query> filters) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    filters.forEach(filter -> query.add(filter, Occur.FILTER));
    return query.build();
  }

  /** The ten best hits. */
  TopDocs top(Query query) throws IOException {
    return searcher.search(query, TOP);
  }

  /** The ten best hits and the ten most frequent values of each facet. */
  TopDocs topWithFacets(Query query, List<String> dimensions) throws IOException {
    FacetsCollectorManager.FacetsResult result =
        FacetsCollectorManager.search(searcher, query, TOP, new FacetsCollectorManager());
    FacetsCollector collector = result.facetsCollector();
    SortedSetDocValuesFacetCounts counts = new SortedSetDocValuesFacetCounts(facets, collector);
    for (String dimension : dimensions) {
      counts.getTopChildren(TOP, dimension);
    }
    return result.topDocs();
  }

  /** The ten largest values of a metric among all matches: each match is looked at. */
  PriorityQueue<Double> largest(Query query, int ordinal) throws IOException {
    PriorityQueue<Double> largest = new PriorityQueue<>();
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer == null) {
        continue;
      }
      BinaryDocValues packed = DocValues.getBinary(leaf.reader(), METRIC_VALUES);
      DocIdSetIterator matches = scorer.iterator();
      for (int doc = matches.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = matches.nextDoc()) {
        if (packed.advanceExact(doc)) {
          offer(largest, packed.binaryValue(), ordinal);
        }
      }
    }
    return largest;
  }

  private static void offer(PriorityQueue<Double> largest, BytesRef pairs, int ordinal) {
    ByteBuffer buffer = ByteBuffer.wrap(pairs.bytes, pairs.offset, pairs.length).slice();
    int size = pairs.length / (Integer.BYTES + Long.BYTES);
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (buffer.getInt(middle * Integer.BYTES) <= ordinal) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low > 0 && buffer.getInt((low - 1) * Integer.BYTES) == ordinal) {
      long sortable = buffer.getLong(size * Integer.BYTES + (low - 1) * Long.BYTES);
      largest.add(NumericUtils.sortableLongToDouble(sortable));
      if (largest.size() > TOP) {
        largest.poll();
      }
    }
  }

  private static byte[] point(int ordinal, double value) {
    byte[] point = new byte[Integer.BYTES + Long.BYTES];
    ByteBuffer.wrap(point).putInt(ordinal);
    NumericUtils.longToSortableBytes(
        NumericUtils.doubleToSortableLong(value), point, Integer.BYTES);
    return point;
  }

  /** How many records have a word; to check that a shape is as broad as it says. */
  int frequency(String word) throws IOException {
    return reader.docFreq(new Term(TEXT_FIELD, new BytesRef(word.getBytes(UTF_8))));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
