package org.modeldex.index;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.modeldex.analyzers.QueryUnderstanding;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Buckets;
import org.modeldex.search.Interpretation;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.Reason;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.FieldFilter;

/**
 * Turns queries into Lucene's. Every query has two forms with the same matches: {@link #matching}
 * without scores, {@link #ranking} with scores that come from its words, phrases and fuzzy words
 * alone. Safe for all threads.
 */
final class LuceneQueries {
  private static final int MAX_CLAUSES = 256;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_PATTERN = 250;
  private static final int MAX_WILDCARDS = 8;
  private static final int AUTOMATON_WORK = 10_000;

  private final Keywords keywords;
  private final MetricDictionary dictionary;
  private final RankingWeights weights = RankingWeights.TUNED;
  private final TextQueries texts;
  private final QueryUnderstanding understanding;

  LuceneQueries(Language language, MetricDictionary dictionary) {
    this.keywords = new Keywords(language.vocabulary());
    this.dictionary = dictionary;
    this.texts = new TextQueries(language.analyzers(), language.vocabulary(), weights);
    this.understanding = language.understanding();
  }

  /**
   * Checks how large a query is.
   *
   * @throws ModeldexException INVALID_ARGUMENT when it has too many clauses or levels
   */
  static void checkLimits(Query query) {
    int clauses = clauses(query, 1);
    if (clauses > MAX_CLAUSES) {
      throw ModeldexException.invalid(
          "query", "has " + clauses + " clauses, more than " + MAX_CLAUSES);
    }
  }

  private static int clauses(Query query, int depth) {
    if (depth > MAX_DEPTH) {
      throw ModeldexException.invalid("query", "is nested deeper than " + MAX_DEPTH + " levels");
    }
    List<Query> parts =
        switch (query) {
          case Query.And and -> and.clauses();
          case Query.Or or -> or.clauses();
          case Query.Not not -> List.of(not.clause());
          default -> List.of();
        };
    int sum = parts.isEmpty() ? 1 : 0;
    for (Query part : parts) {
      sum += clauses(part, depth + 1);
    }
    return sum;
  }

  /** Whether anything in the query gives one match a higher score than another. */
  static boolean ranks(Query query) {
    return switch (query) {
      case Query.Words words -> true;
      case Query.Phrase phrase -> true;
      case Query.Fuzzy fuzzy -> true;
      case Query.And and -> and.clauses().stream().anyMatch(LuceneQueries::ranks);
      case Query.Or or -> or.clauses().stream().anyMatch(LuceneQueries::ranks);
      default -> false;
    };
  }

  /** The query with scores. */
  org.apache.lucene.search.Query ranking(Query query) {
    if (!ranks(query)) {
      return new BoostQuery(new ConstantScoreQuery(matching(query)), 0);
    }
    return switch (query) {
      case Query.Words words -> ranked(words);
      case Query.And and -> {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Query clause : and.clauses()) {
          if (ranks(clause)) {
            all.add(ranking(clause), Occur.MUST);
          } else {
            addFilter(all, clause);
          }
        }
        yield all.build();
      }
      case Query.Or or -> {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        or.clauses().forEach(clause -> any.add(ranking(clause), Occur.SHOULD));
        yield any.build();
      }
      default -> matching(query);
    };
  }

  /** What the free words of a query were understood to mean, the surest first. */
  List<Interpretation> interpretation(Query query) {
    return switch (query) {
      case Query.Words words -> understanding.of(words.text());
      case Query.And and ->
          and.clauses().stream().flatMap(clause -> interpretation(clause).stream()).toList();
      case Query.Or or ->
          or.clauses().stream().flatMap(clause -> interpretation(clause).stream()).toList();
      default -> List.of();
    };
  }

  /** What the scores of a query's hits come from; empty for queries that do not rank. */
  List<RankedPart> parts(Query query) {
    return switch (query) {
      case Query.Words words -> parts(words);
      case Query.Phrase phrase ->
          List.of(new RankedPart(Reason.Type.PHRASE, phrase.text(), matching(phrase)));
      case Query.Fuzzy fuzzy ->
          List.of(new RankedPart(Reason.Type.WORD, fuzzy.word(), matching(fuzzy)));
      case Query.And and -> and.clauses().stream().flatMap(part -> parts(part).stream()).toList();
      case Query.Or or -> or.clauses().stream().flatMap(this::alternative).toList();
      default -> List.of();
    };
  }

  /** The parts of one of several alternatives, which count where all of it matches. */
  private Stream<RankedPart> alternative(Query query) {
    org.apache.lucene.search.Query whole = matching(query);
    return parts(query).stream().map(part -> part.where(whole));
  }

  /** Words, what they were understood to mean, and what speaks for a record in any case. */
  private List<RankedPart> parts(Query.Words words) {
    List<RankedPart> parts = new ArrayList<>(texts.parts(understanding.content(words.text())));
    for (Interpretation meaning : understanding.of(words.text())) {
      float boost = boost(meaning);
      if (boost > 0) {
        parts.add(
            new RankedPart(
                Reason.Type.MEANING,
                meaning.value(),
                new BoostQuery(new ConstantScoreQuery(matching(meaning.filter())), boost)));
      }
    }
    parts.add(
        new RankedPart(
            Reason.Type.SIGNAL,
            Completeness.FEATURE,
            FeatureField.newLinearQuery(
                IndexFields.SIGNALS, Completeness.FEATURE, weights.completeness())));
    return parts;
  }

  private float boost(Interpretation meaning) {
    return meaning.field() == null
        ? 0
        : weights.meaning(meaning.field()) * (float) meaning.confidence();
  }

  private org.apache.lucene.search.Query ranked(Query.Words words) {
    List<RankedPart> parts = parts(words);
    BooleanQuery.Builder ranked =
        new BooleanQuery.Builder()
            .add(
                TextQueries.anyOf(
                    parts.stream().filter(RankedPart::isWord).map(RankedPart::query).toList()),
                Occur.MUST);
    parts.stream()
        .filter(part -> !part.isWord())
        .forEach(part -> ranked.add(part.query(), Occur.SHOULD));
    return ranked.build();
  }

  /** The records that have all words in a part. */
  org.apache.lucene.search.Query allWords(TextPart part, String text) {
    return texts.allWords(part, text);
  }

  /** The query without scores. */
  org.apache.lucene.search.Query matching(Query query) {
    return switch (query) {
      case Query.MatchAll all -> MatchAllDocsQuery.INSTANCE;
      case Query.Words words -> texts.anyWord(understanding.content(words.text()));
      case Query.Phrase phrase -> texts.phrase(phrase.text());
      case Query.Fuzzy fuzzy -> texts.fuzzy(fuzzy.word(), fuzzy.edits());
      case Query.TextIs is -> texts.allWords(textPart(is.field()), is.text());
      case Query.FieldIs is -> keyword(is.field(), is.value());
      case Query.Wildcard wildcard -> wildcard(wildcard.field(), wildcard.pattern());
      case Query.FieldRange range -> range(range.field(), range.interval());
      case Query.HasField has -> term(IndexFields.HAS, has.field().word());
      case Query.MetricRange range ->
          metric(range.key(), ordinal -> MetricPoints.within(ordinal, range.interval()));
      case Query.HasMetric has -> hasMetric(has.key());
      case Query.AttributeIs is ->
          term(IndexFields.ATTRIBUTE, RecordDocuments.attribute(is.name(), is.value()));
      case Query.ExactlyIs is -> ExactTerms.any(is);
      case Query.ExactlyLike like -> ExactTerms.like(like);
      case Query.HasExact has -> term(IndexFields.HAS, has.name());
      case Query.And and -> {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        and.clauses().forEach(clause -> addFilter(all, clause));
        all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
        yield all.build();
      }
      case Query.Or or -> {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        or.clauses().forEach(clause -> any.add(matching(clause), Occur.SHOULD));
        yield any.build();
      }
      case Query.Not not -> {
        BooleanQuery.Builder rest = new BooleanQuery.Builder();
        addFilter(rest, not);
        yield rest.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER).build();
      }
    };
  }

  /** What the query looks for in texts, and nothing else of it: the words to be marked. */
  org.apache.lucene.search.Query words(Query query) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    addWords(any, query);
    return any.build();
  }

  private void addWords(BooleanQuery.Builder any, Query query) {
    switch (query) {
      case Query.Words words ->
          any.add(texts.anyWordInParts(understanding.content(words.text())), Occur.SHOULD);
      case Query.Phrase phrase -> any.add(matching(phrase), Occur.SHOULD);
      case Query.Fuzzy fuzzy -> any.add(matching(fuzzy), Occur.SHOULD);
      case Query.TextIs is -> any.add(matching(is), Occur.SHOULD);
      case Query.And and -> and.clauses().forEach(clause -> addWords(any, clause));
      case Query.Or or -> or.clauses().forEach(clause -> addWords(any, clause));
      case Query.MatchAll all -> {}
      case Query.FieldIs is -> {}
      case Query.Wildcard wildcard -> {}
      case Query.FieldRange range -> {}
      case Query.HasField has -> {}
      case Query.MetricRange range -> {}
      case Query.HasMetric has -> {}
      case Query.AttributeIs is -> {}
      case Query.ExactlyIs is -> {}
      case Query.ExactlyLike like -> {}
      case Query.HasExact has -> {}
      case Query.Not not -> {}
    }
  }

  private void addFilter(BooleanQuery.Builder all, Query clause) {
    if (clause instanceof Query.Not not) {
      all.add(matching(not.clause()), Occur.MUST_NOT);
    } else {
      all.add(matching(clause), Occur.FILTER);
    }
  }

  /** The records with any of the filter's values, which are canonical. */
  org.apache.lucene.search.Query filter(FieldFilter filter, Clock clock) {
    SearchField field = filter.field();
    if (!Buckets.of(field, clock).isEmpty()) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      for (String label : filter.values()) {
        any.add(range(field, bucket(field, label, clock)), Occur.SHOULD);
      }
      return any.build();
    }
    if (field.type() != SearchField.Type.KEYWORD) {
      throw ModeldexException.invalid("filter", "cannot be on " + field.word());
    }
    return new TermInSetQuery(field.word(), filter.values().stream().map(BytesRef::new).toList());
  }

  private static Interval bucket(SearchField field, String label, Clock clock) {
    return Buckets.find(field, label, clock)
        .orElseThrow(() ->
            ModeldexException.invalid("filter", "names no range of " + field.word() + ": " + label))
        .interval();
  }

  /** The filter with its values in the form in which they are indexed. */
  FieldFilter canonical(FieldFilter filter) {
    SearchField field = filter.field();
    return field.type() == SearchField.Type.KEYWORD
        ? new FieldFilter(
            field, filter.values().stream().map(value -> keywords.form(field, value)).toList())
        : filter;
  }

  /** The order of a request's hits. */
  HitOrder order(SearchRequest request) {
    return HitOrder.of(request, dictionary);
  }

  /** The records that have a number for a metric key. */
  org.apache.lucene.search.Query hasNumber(String key) {
    return metric(key, MetricPoints::anyNumber);
  }

  /** The ordinal of a metric key, if any record has it. */
  OptionalInt ordinal(String key) {
    return dictionary.find(key);
  }

  private org.apache.lucene.search.Query hasMetric(String key) {
    return key.startsWith(SearchField.ATTRIBUTE_PREFIX)
        ? term(IndexFields.HAS, key)
        : metric(key, MetricPoints::anyValue);
  }

  private org.apache.lucene.search.Query metric(
      String key, IntFunction<org.apache.lucene.search.Query> query) {
    OptionalInt ordinal = ordinal(key);
    return ordinal.isPresent()
        ? query.apply(ordinal.getAsInt())
        : new MatchNoDocsQuery("unknown metric key");
  }

  private org.apache.lucene.search.Query keyword(SearchField field, String value) {
    if (field.type() != SearchField.Type.KEYWORD && field != SearchField.NAME) {
      throw ModeldexException.invalid(field.word(), "has no keywords");
    }
    return term(field.word(), keywords.form(field, value));
  }

  private static TextPart textPart(SearchField field) {
    return TextPart.of(field)
        .orElseThrow(() -> ModeldexException.invalid(field.word(), "has no text"));
  }

  private static org.apache.lucene.search.Query wildcard(SearchField field, String pattern) {
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

  private static org.apache.lucene.search.Query range(SearchField field, Interval interval) {
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

  private static org.apache.lucene.search.Query term(String field, String value) {
    return new TermQuery(new Term(field, value));
  }
}
