package org.modeldex.search;

import java.util.List;
import java.util.Map;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;

/**
 * A search index: derived from a store, to be thrown away and rebuilt at will.
 *
 * <p>One thread, the {@link Indexer}'s, calls {@link #apply}, {@link #refresh}, {@link #commit} and
 * {@link #clear}; all others are safe for all threads. Every method may throw {@code
 * ModeldexException} with UNAVAILABLE when the index is closed or was stopped by an I/O error.
 *
 * <p>When {@link #apply}, {@link #refresh} or {@link #commit} fails with UNAVAILABLE, everything
 * since the last commit may be lost: the caller goes on by applying the changes after {@link
 * #durableSequence}, and every attempt tries anew to write. Searches show what they showed before
 * until the changes up to there are taken in again.
 */
public interface SearchIndex extends SearchHelp, AutoCloseable {

  /**
   * Takes in changes; they are searchable after the next {@link #refresh}. Each id occurs at most
   * once. Applying a change again is harmless.
   *
   * @param sequence every change of the store up to here is now taken in
   */
  void apply(List<IndexChange> changes, long sequence);

  /** Makes everything taken in searchable. */
  void refresh();

  /** Makes everything taken in durable, together with its sequence. */
  void commit();

  /** Forgets everything, as if the index were new. */
  void clear();

  /**
   * Forgets everything that was taken in, but searches go on seeing what they saw. That ends with
   * the first {@link #refresh} after the index has caught up with {@link #visibleSequence} again.
   */
  void startOver();

  /**
   * The sequence of the last {@link #refresh}: searches reflect every change up to here. 0 when the
   * index is new or was cleared; it never falls otherwise.
   */
  long visibleSequence();

  /**
   * The sequence of the last {@link #commit}: after a crash the changes after it must be applied
   * again. Minus 1 when the index is new or was cleared and holds nothing.
   */
  long durableSequence();

  /**
   * Answers a request.
   *
   * @throws org.modeldex.record.ModeldexException INVALID_ARGUMENT for a cursor that was not made
   *     for this request, a page beyond 10,000 hits without cursor, or a query beyond the limits
   */
  SearchResults search(SearchRequest request);

  /**
   * Where a query's words occur in records: for each field, fragments in which matches stand
   * between {@code <mark>} and {@code </mark>} and everything else is escaped for HTML; those of
   * descriptions without the marks of Markdown. Fields and records without a match are absent.
   */
  Map<RecordId, Map<SearchField, List<String>>> highlight(
      Query query, List<MetadataRecord> records);

  /**
   * How many records match, exactly.
   *
   * @throws org.modeldex.record.ModeldexException UNAVAILABLE when counting takes too long
   */
  long count(Query query);

  /**
   * Shows every record that matches with its values, in no particular order.
   *
   * @throws org.modeldex.record.ModeldexException UNAVAILABLE when reading takes too long; then
   *     some rows were shown
   */
  void scan(Query query, List<Column> columns, RowReader reader);

  /**
   * The metric keys among the records that match, most frequent first; {@link ExactValues#numbers}
   * are none.
   *
   * @throws org.modeldex.record.ModeldexException UNAVAILABLE when reading takes too long
   */
  List<MetricStatistics> metrics(Query query);

  /**
   * How a metric's finite values are spread among the records that match; each of several values of
   * a record counts. Equal-width buckets from the smallest to the largest value: one when they are
   * all the same, none when there is no value.
   *
   * @param buckets 1 to 1,000
   */
  List<HistogramBucket> histogram(String key, Query query, int buckets);

  IndexStatus status();

  @Override
  void close();

  /** A number that a record may have, to be read for many records. */
  sealed interface Column {
    /** Of type number or instant, the latter in milliseconds. */
    record OfField(SearchField field) implements Column {}

    /**
     * A metric, as in {@link Query.MetricRange}.
     *
     * @param largest whether the largest of several numbers counts, else the smallest
     * @param own whether only numbers of the key itself count: none that is also found under a key
     *     with a dataset or split that this one does not name
     */
    record OfMetric(String key, boolean largest, boolean own) implements Column {
      /** Of all numbers found under a key. */
      public OfMetric(String key, boolean largest) {
        this(key, largest, false);
      }
    }
  }

  /** Is shown one record after the other. */
  @FunctionalInterface
  interface RowReader {
    /**
     * One record.
     *
     * @param id its text form
     * @param values in the order of the columns; NaN where it has none
     */
    void row(String id, double[] values);
  }

  /**
   * How common a metric key is and what its values are.
   *
   * @param key as in {@link Query.MetricRange}
   * @param count records that have a number for it
   * @param min smallest finite value, NaN when there is none
   * @param max largest finite value, NaN when there is none
   */
  record MetricStatistics(String key, long count, double min, double max) {}

  /** Values from {@code from} (inclusive) to {@code to} (exclusive, but for the last bucket). */
  record HistogramBucket(double from, double to, long count) {}

  /**
   * How an index stands.
   *
   * @param documents searchable records
   * @param sizeBytes on disk
   * @param embedded searchable records that are found by meaning
   * @param awaitingEmbedding searchable records whose meaning is still to be found out
   */
  record IndexStatus(long documents, long sizeBytes, long embedded, long awaitingEmbedding) {}
}
