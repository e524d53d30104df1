package org.modeldex.index;

import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;

/** Queries for the values of single fields. Safe for all threads. */
final class FieldQueries {
  private static final int MAX_PATTERN = 250;
  private static final int MAX_WILDCARDS = 8;
  private static final int AUTOMATON_WORK = 10_000;

  private final Keywords keywords;

  FieldQueries(Keywords keywords) {
    this.keywords = keywords;
  }

  /** The records with a value. */
  Query keyword(SearchField field, String value) {
    if (field.type() != SearchField.Type.KEYWORD && field != SearchField.NAME) {
      throw ModeldexException.invalid(field.word(), "has no keywords");
    }
    return term(field.word(), keywords.form(field, value));
  }

  /** Where the text of a field is indexed. */
  static TextPart textPart(SearchField field) {
    return TextPart.of(field)
        .orElseThrow(() -> ModeldexException.invalid(field.word(), "has no text"));
  }

  /** The records with a value that fits a pattern of {@code *} and {@code ?}. */
  static Query wildcard(SearchField field, String pattern) {
    String folded = field == SearchField.ID ? pattern.strip() : Keywords.fold(pattern);
    if (folded.startsWith("*") || folded.startsWith("?")) {
      throw ModeldexException.invalid(field.word(), "must not begin with a wildcard: " + pattern);
    }
    long wildcards = folded.chars().filter(c -> c == '*').count();
    if (folded.length() > MAX_PATTERN || wildcards > MAX_WILDCARDS) {
      throw ModeldexException.invalid(
          field.word(),
          "has a pattern with more than " + MAX_WILDCARDS + " * or " + MAX_PATTERN + " characters");
    }
    Term term = new Term(wildcardField(field), folded.replace("\\", "\\\\"));
    try {
      return new WildcardQuery(term, AUTOMATON_WORK);
    } catch (TooComplexToDeterminizeException e) {
      throw ModeldexException.invalid(field.word(), "has too complex a pattern: " + pattern);
    }
  }

  private static String wildcardField(SearchField field) {
    return switch (field.type()) {
      case KEYWORD -> field.word();
      case TEXT -> field == SearchField.NAME ? field.word() : textPart(field).luceneField();
      case NUMBER, INSTANT ->
          throw ModeldexException.invalid(field.word(), "is a number and has no wildcards");
    };
  }

  /** The records with a number within an interval. */
  static Query range(SearchField field, Interval interval) {
    if (field.type() != SearchField.Type.NUMBER && field.type() != SearchField.Type.INSTANT) {
      throw ModeldexException.invalid(field.word(), "is no number and has no ranges");
    }
    double lower = Math.ceil(interval.lower());
    double upper = Math.floor(interval.upper());
    // Written so that NaN bounds match nothing; beyond the longs there are no values.
    boolean isBelowAll = interval.includesUpper() ? upper < -0x1p63 : interval.upper() <= -0x1p63;
    if (!(lower <= upper) || lower >= 0x1p63 || isBelowAll) {
      return new MatchNoDocsQuery("empty interval");
    }
    long least = (long) lower;
    long most = (long) upper;
    if (!interval.includesLower() && lower == interval.lower()) {
      least++;
    }
    if (!interval.includesUpper() && upper == interval.upper()) {
      most--;
    }
    return new IndexOrDocValuesQuery(
        LongPoint.newRangeQuery(field.word(), least, most),
        NumericDocValuesField.newSlowRangeQuery(field.word(), least, most));
  }

  /** The records with a term. */
  static Query term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
