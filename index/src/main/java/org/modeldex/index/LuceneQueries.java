package org.modeldex.index;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
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
  private final Keywords keywords;
  private final FieldQueries fields;
  private final MetricDictionary dictionary;
  private final RankingWeights weights = RankingWeights.TUNED;
  private final TextQueries texts;
  private final QueryUnderstanding understanding;

  LuceneQueries(Language language, MetricDictionary dictionary) {
    this.keywords = new Keywords(language.vocabulary());
    this.fields = new FieldQueries(keywords);
    this.dictionary = dictionary;
    this.texts = new TextQueries(language.analyzers(), language.vocabulary(), weights);
    this.understanding = language.understanding();
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
    List<Interpretation> meanings = understanding.of(words.text());
    for (Interpretation meaning : meanings) {
      if (weights.meaning(meaning) > 0) {
        parts.add(new RankedPart(Reason.Type.MEANING, meaning.value(), ranked(meaning, meanings)));
      }
    }
    demanded(words)
        .ifPresent(all ->
            parts.add(
                new RankedPart(
                    Reason.Type.MEANING, words.text(), constant(all, weights.demands()))));
    parts.add(
        new RankedPart(
            Reason.Type.SIGNAL,
            Completeness.FEATURE,
            FeatureField.newLinearQuery(
                IndexFields.SIGNALS, Completeness.FEATURE, weights.completeness())));
    return parts;
  }

  /**
   * A meaning with what it is worth. A language beside a task is that of the task: to models for
   * other tasks it is worth no more than the task is.
   */
  private org.apache.lucene.search.Query ranked(
      Interpretation meaning, List<Interpretation> meanings) {
    float worth = weights.meaning(meaning);
    org.apache.lucene.search.Query holds = matching(meaning.filter());
    List<org.apache.lucene.search.Query> tasks =
        meanings.stream()
            .filter(other -> other.field() == SearchField.TASK && RankingWeights.isSaid(other))
            .map(other -> matching(other.filter()))
            .toList();
    if (meaning.field() != SearchField.LANGUAGE || tasks.isEmpty()) {
      return constant(holds, worth);
    }
    float alone = worth * weights.task() / weights.language();
    org.apache.lucene.search.Query ofTask =
        new BooleanQuery.Builder()
            .add(holds, Occur.FILTER)
            .add(TextQueries.anyOf(tasks), Occur.FILTER)
            .build();
    return TextQueries.anyOf(List.of(constant(holds, alone), constant(ofTask, worth - alone)));
  }

  private static org.apache.lucene.search.Query constant(
      org.apache.lucene.search.Query query, float score) {
    return new BoostQuery(new ConstantScoreQuery(query), score);
  }

  /** What has everything that words demand which speak of nothing else. */
  private Optional<org.apache.lucene.search.Query> demanded(Query.Words words) {
    List<Query> demands =
        understanding.demands(words.text()).stream().map(Interpretation::filter).toList();
    return demands.isEmpty() ? Optional.empty() : Optional.of(matching(new Query.And(demands)));
  }

  /** What the free words of a query exclude; what one alternative does, another may find. */
  private List<Query> excluded(Query query) {
    return switch (query) {
      case Query.Words words ->
          understanding.of(words.text()).stream()
              .filter(Interpretation::isExclusion)
              .map(Interpretation::filter)
              .toList();
      case Query.And and ->
          and.clauses().stream().flatMap(part -> excluded(part).stream()).toList();
      default -> List.of();
    };
  }

  /** The records that the free words of a query do not exclude. */
  org.apache.lucene.search.Query notExcluded(Query query) {
    List<Query> excluded = excluded(query);
    return excluded.isEmpty() ? MatchAllDocsQuery.INSTANCE : matching(new Query.And(excluded));
  }

  /**
   * The records that are found by words, and those of which all holds that these demand, without
   * what the words exclude.
   */
  private org.apache.lucene.search.Query found(Query.Words words) {
    org.apache.lucene.search.Query any = texts.anyWord(understanding.content(words.text()));
    org.apache.lucene.search.Query all =
        demanded(words).map(demanded -> TextQueries.anyOf(List.of(any, demanded))).orElse(any);
    List<Query> excluded = excluded(words);
    if (excluded.isEmpty()) {
      return all;
    }
    BooleanQuery.Builder found = new BooleanQuery.Builder().add(all, Occur.FILTER);
    excluded.forEach(exclusion -> addFilter(found, exclusion));
    return found.build();
  }

  private org.apache.lucene.search.Query ranked(Query.Words words) {
    List<RankedPart> parts = parts(words);
    List<org.apache.lucene.search.Query> places = new ArrayList<>();
    parts.stream().filter(RankedPart::isWord).map(RankedPart::query).forEach(places::add);
    demanded(words).ifPresent(demanded -> places.add(constant(demanded, 0)));
    BooleanQuery.Builder ranked =
        new BooleanQuery.Builder().add(TextQueries.anyOf(places), Occur.MUST);
    excluded(words).forEach(exclusion -> addFilter(ranked, exclusion));
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
      case Query.Words words -> found(words);
      case Query.Phrase phrase -> texts.phrase(phrase.text());
      case Query.Fuzzy fuzzy -> texts.fuzzy(fuzzy.word(), fuzzy.edits());
      case Query.TextIs is -> texts.allWords(FieldQueries.textPart(is.field()), is.text());
      case Query.FieldIs is -> fields.keyword(is.field(), is.value());
      case Query.Wildcard wildcard -> FieldQueries.wildcard(wildcard.field(), wildcard.pattern());
      case Query.FieldRange range -> FieldQueries.range(range.field(), range.interval());
      case Query.HasField has -> FieldQueries.term(IndexFields.HAS, has.field().word());
      case Query.MetricRange range ->
          metric(range.key(), ordinal -> MetricPoints.within(ordinal, range.interval()));
      case Query.HasMetric has -> hasMetric(has.key());
      case Query.AttributeIs is ->
          FieldQueries.term(
              IndexFields.ATTRIBUTE, RecordDocuments.attribute(is.name(), is.value()));
      case Query.ExactlyIs is -> ExactTerms.any(is);
      case Query.ExactlyLike like -> ExactTerms.like(like);
      case Query.HasExact has -> FieldQueries.term(IndexFields.HAS, has.name());
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
        any.add(FieldQueries.range(field, bucket(field, label, clock)), Occur.SHOULD);
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
        ? FieldQueries.term(IndexFields.HAS, key)
        : metric(key, MetricPoints::anyValue);
  }

  private org.apache.lucene.search.Query metric(
      String key, IntFunction<org.apache.lucene.search.Query> query) {
    OptionalInt ordinal = ordinal(key);
    return ordinal.isPresent()
        ? query.apply(ordinal.getAsInt())
        : new MatchNoDocsQuery("unknown metric key");
  }
}
