package org.modeldex.search;

import java.util.List;

/** A query's free text, which is looked for by words or by meaning, and what else it demands. */
public final class FreeText {
  private FreeText() {}

  /** The texts that matches should be about, in order; empty when there is none. */
  public static String of(Query query) {
    StringBuilder text = new StringBuilder();
    append(text, query);
    return text.toString();
  }

  private static void append(StringBuilder text, Query query) {
    switch (query) {
      case Query.Words words -> append(text, words.text());
      case Query.Phrase phrase -> append(text, phrase.text());
      case Query.Fuzzy fuzzy -> append(text, fuzzy.word());
      case Query.And and -> and.clauses().forEach(clause -> append(text, clause));
      case Query.Or or -> or.clauses().forEach(clause -> append(text, clause));
      case Query.MatchAll all -> {}
      case Query.TextIs is -> {}
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

  private static void append(StringBuilder text, String words) {
    String stripped = words.strip();
    if (!stripped.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(stripped);
    }
  }

  /** What a record must fulfil to be found by the meaning of the text: all but the loose words. */
  public static Query without(Query query) {
    return switch (query) {
      case Query.Words words -> Query.ALL;
      case Query.Fuzzy fuzzy -> Query.ALL;
      case Query.And and -> new Query.And(and.clauses().stream().map(FreeText::without).toList());
      case Query.Or or -> {
        List<Query> clauses = or.clauses().stream().map(FreeText::without).toList();
        yield clauses.contains(Query.ALL) ? Query.ALL : new Query.Or(clauses);
      }
      case Query.MatchAll all -> query;
      case Query.Phrase phrase -> query;
      case Query.TextIs is -> query;
      case Query.FieldIs is -> query;
      case Query.Wildcard wildcard -> query;
      case Query.FieldRange range -> query;
      case Query.HasField has -> query;
      case Query.MetricRange range -> query;
      case Query.HasMetric has -> query;
      case Query.AttributeIs is -> query;
      case Query.ExactlyIs is -> query;
      case Query.ExactlyLike like -> query;
      case Query.HasExact has -> query;
      case Query.Not not -> query;
    };
  }
}
