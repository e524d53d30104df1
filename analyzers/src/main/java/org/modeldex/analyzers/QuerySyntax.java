package org.modeldex.analyzers;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The query language: query text to {@link Query} and back. docs/query-language.md describes it to
 * its users. The grouping of clauses is read by Lucene's flexible query parser; what a clause means
 * is decided here. Immutable; safe for all threads.
 */
public final class QuerySyntax {
  private final Subjects subjects;
  private final ClauseReader clauses;
  private final RequestSyntax requests;
  private final QueryFormat format;

  /**
   * The language of a site.
   *
   * @param clock what "now" is for {@code updated>-30d}
   * @param isUsedMetricKey whether a record has a value for this metric key, for keys that the
   *     vocabulary does not know
   */
  public QuerySyntax(Vocabulary vocabulary, Clock clock, Predicate<String> isUsedMetricKey) {
    FieldValues values = new FieldValues(vocabulary);
    this.subjects = new Subjects(vocabulary, isUsedMetricKey);
    this.clauses = new ClauseReader(subjects, values, clock);
    this.requests = new RequestSyntax(subjects, values, clock);
    this.format = new QueryFormat(subjects);
  }

  /** The language without metrics of the site's own. */
  public QuerySyntax(Vocabulary vocabulary, Clock clock) {
    this(vocabulary, clock, key -> false);
  }

  /**
   * Reads a query. Text without operators never fails, up to the limits of 1,024 characters, 256
   * words and clauses, 20 levels of brackets. A query that only excludes matches all others; an
   * empty text matches all.
   *
   * @throws ModeldexException QUERY_SYNTAX with the position and, for a misspelled name, the
   *     nearest known one
   */
  public Query parse(String text) {
    QueryText prepared = QueryText.prepare(text, subjects);
    if (prepared.isPlain()) {
      return prepared.words().isEmpty() ? Query.ALL : new Words(prepared.words());
    }
    return new QueryReader(prepared, subjects, clauses).read();
  }

  /** Query text that {@link #parse} reads as this query; for whatever it returned. */
  public String format(Query query) {
    return format.format(query);
  }

  /**
   * The key of a metric in anybody's words; one that records have is itself, and so is a number
   * among attributes, {@code attr.NAME}.
   */
  public String metricKey(String words) {
    return words.startsWith(SearchField.ATTRIBUTE_PREFIX) ? words : subjects.metricKey(words);
  }

  /** What stands at the end of a query text that is being typed; never fails. */
  public QueryEnding ending(String text) {
    return QueryEnding.of(text, subjects, format);
  }

  /**
   * Reads one selection within a facet, {@code field:value}: a value of a keyword field or the
   * label of a bucket.
   *
   * @throws ModeldexException INVALID_ARGUMENT for anything else
   */
  public FieldFilter parseFilter(String text) {
    return requests.filter(text);
  }

  /** Reads selections; those of one field become one filter, in the order of first mention. */
  public List<FieldFilter> parseFilters(List<String> texts) {
    return requests.filters(texts);
  }

  /**
   * Reads an order of hits: {@code relevance}, a sortable field, a metric key or {@code attr.NAME},
   * with {@code -} before it for descending and {@code +} for ascending. Without a sign metrics are
   * sorted best first (by the vocabulary; highest first where it knows no direction), times newest
   * first, names and all other numbers ascending. A leading space counts as {@code +}, which is how
   * a plus sign arrives from a URL.
   *
   * @throws ModeldexException INVALID_ARGUMENT for a name that cannot be sorted by
   */
  public Sort parseSort(String text) {
    return requests.sort(text);
  }
}
