package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.ArrayUtil;
import org.modeldex.search.SearchIndex.HistogramBucket;

/** Collects the finite values of one metric key among matching documents. One thread. */
final class MetricHistogram implements Collector {
  private final int ordinal;
  private double[] values = new double[1024];
  private int size;

  private MetricHistogram(int ordinal) {
    this.ordinal = ordinal;
  }

  /** Collects the matches of a query into this many buckets. */
  static CollectorManager<MetricHistogram, List<HistogramBucket>> of(int ordinal, int buckets) {
    return new CollectorManager<>() {
      @Override
      public MetricHistogram newCollector() {
        return new MetricHistogram(ordinal);
      }

      @Override
      public List<HistogramBucket> reduce(Collection<MetricHistogram> collectors) {
        MetricHistogram all = new MetricHistogram(ordinal);
        collectors.forEach(all::addAll);
        return all.buckets(buckets);
      }
    };
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
    PackedMetrics metrics = new PackedMetrics(context.reader());
    return new LeafCollector() {
      @Override
      public void setScorer(Scorable scorer) {}

      @Override
      public void collect(int doc) throws IOException {
        if (metrics.advance(doc, ordinal)) {
          for (int pair = metrics.from(); pair < metrics.to(); pair++) {
            add(metrics.value(pair));
          }
        }
      }
    };
  }

  private void add(double value) {
    if (Double.isFinite(value)) {
      values = ArrayUtil.grow(values, size + 1);
      values[size++] = value;
    }
  }

  private void addAll(MetricHistogram other) {
    values = ArrayUtil.grow(values, size + other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }

  /** The values in so many buckets; one when they are all the same, none when there is none. */
  private List<HistogramBucket> buckets(int buckets) {
    if (size == 0) {
      return List.of();
    }
    double min = values[0];
    double max = values[0];
    for (int i = 1; i < size; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    int used = min == max ? 1 : buckets;
    // Divided first: the difference of two doubles may be infinite.
    double width = max / used - min / used;
    long[] counts = new long[used];
    for (int i = 0; i < size; i++) {
      counts[bucket(values[i], min, width, used)]++;
    }
    List<HistogramBucket> result = new ArrayList<>(used);
    for (int i = 0; i < used; i++) {
      double to = i == used - 1 ? max : edge(min, width, i + 1);
      result.add(new HistogramBucket(edge(min, width, i), to, counts[i]));
    }
    return result;
  }

  private static double edge(double min, double width, int bucket) {
    // The width of a lone bucket may be infinite.
    double edge = bucket == 0 ? min : min + width * bucket;
    // Several widths may be infinite though the edge is not.
    return Double.isInfinite(edge) ? 2 * (min / 2 + width / 2 * bucket) : edge;
  }

  /** The bucket between whose edges, as they are reported, the value lies. */
  private static int bucket(double value, double min, double width, int buckets) {
    int bucket = width > 0 ? (int) Math.min(buckets - 1, Math.floor((value - min) / width)) : 0;
    while (bucket > 0 && value < edge(min, width, bucket)) {
      bucket--;
    }
    while (bucket < buckets - 1 && value >= edge(min, width, bucket + 1)) {
      bucket++;
    }
    return bucket;
  }
}
