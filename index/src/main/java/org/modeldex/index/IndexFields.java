package org.modeldex.index;

/** The Lucene fields that are no {@link org.modeldex.search.SearchField} of their own. */
final class IndexFields {
  /** The id's text form: a term, and a binary doc value by which ties are broken. */
  static final String ID = "id";

  /** Names of the fields and custom attributes that a record has. */
  static final String HAS = "has";

  /** Custom attributes, as name, {@link #SEPARATOR} and value. */
  static final String ATTRIBUTE = "attr";

  /** {@link org.modeldex.search.ExactValues#texts} as terms: see {@link ExactTerms}. */
  static final String EXACT = "exact";

  /** The beginnings of the same as doc values, for sorting. */
  static final String EXACT_ORDER = "exact.order";

  /** Metric values as points: see {@link MetricPoints}. */
  static final String METRIC_POINTS = "mp";

  /** All metric values of a record, packed: see {@link PackedMetrics}. */
  static final String METRIC_VALUES = "mb";

  /** What a record means, as a vector of length 1. */
  static final String VECTOR = "vector";

  /** The name folded, for sorting. */
  static final String NAME_ORDER = "name.order";

  /** Everything that is said of a record, as words: see {@link CombinedText}. */
  static final String TEXT = "text";

  /** Architectures by their letters and digits alone: {@code fasterrcnn}. */
  static final String WHOLE_ARCHITECTURE = "architecture.whole";

  /** Numbers that lift a record whatever is looked for: see {@link Completeness}. */
  static final String SIGNALS = "signals";

  /** Stands between the parts of a term; never part of a name. */
  static final char SEPARATOR = '\u001F';

  private IndexFields() {}
}
