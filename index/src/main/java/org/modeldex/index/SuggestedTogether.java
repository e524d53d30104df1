package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.FunctionWords;
import org.modeldex.record.Kind;
import org.modeldex.search.Query.And;
import org.modeldex.search.Query.FieldIs;
import org.modeldex.search.Query.HasField;
import org.modeldex.search.Query.HasMetric;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;
import org.modeldex.search.Typed.Place;

/**
 * Whether a record has both a suggestion and the words before those that it stands for: one that
 * leads to nothing helps nobody on. Words before that no record has are misspelled, and narrow
 * nothing. One thread.
 */
final class SuggestedTogether {
  /** So many suggestions are looked for; those after them are left out. */
  private static final int MOST_CHECKED = 60;

  private final IndexSearcher searcher;
  private final LuceneQueries queries;
  private final Typed typed;
  private final @Nullable Kind kind;
  private final Map<Integer, Query> before = new HashMap<>();
  private int checked;

  /**
   * @param kind of the records that are searched; null for all
   */
  SuggestedTogether(
      IndexSearcher searcher, LuceneQueries queries, Typed typed, @Nullable Kind kind) {
    this.searcher = searcher;
    this.queries = queries;
    this.typed = typed;
    this.kind = kind;
  }

  boolean has(Suggestion suggestion) throws IOException {
    List<String> words = wordsBefore(suggestion.words());
    if (words.isEmpty()) {
      return true;
    }
    Query query = before.get(words.size());
    if (query == null) {
      query = found(words);
      before.put(words.size(), query);
    }
    return checked++ < MOST_CHECKED && exists(List.of(query, queries.matching(of(suggestion))));
  }

  /** The words that count before the last ones. */
  private List<String> wordsBefore(int last) {
    if (!(typed.place() instanceof Place.Anything)) {
      return List.of();
    }
    List<String> all = new ArrayList<>(typed.words());
    if (!typed.beginning().isBlank()) {
      all.add(typed.beginning());
    }
    return all.subList(0, Math.max(0, all.size() - last)).stream()
        .filter(word -> !FunctionWords.contains(word))
        .toList();
  }

  /** The records with all of the words, or with any where none has all; all if none has any. */
  private Query found(List<String> words) throws IOException {
    List<org.modeldex.search.Query> each = new ArrayList<>();
    words.forEach(word -> each.add(new Words(word)));
    Query all = queries.matching(new And(each));
    if (exists(List.of(all))) {
      return all;
    }
    Query any = queries.matching(new Words(String.join(" ", words)));
    return exists(List.of(any)) ? any : queries.matching(org.modeldex.search.Query.ALL);
  }

  private static org.modeldex.search.Query of(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Value value -> new FieldIs(value.field(), value.text());
      case Suggestion.Metric metric -> new HasMetric(metric.key());
      case Suggestion.Field field -> new HasField(field.field());
    };
  }

  /** Whether a record of the kind matches all of the queries; the first one is enough. */
  private boolean exists(List<Query> demanded) throws IOException {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    demanded.forEach(query -> all.add(query, Occur.FILTER));
    if (kind != null) {
      all.add(queries.matching(new FieldIs(SearchField.KIND, kind.word())), Occur.FILTER);
    }
    Weight weight =
        searcher.createWeight(searcher.rewrite(all.build()), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null && hasLive(scorer, leaf.reader().getLiveDocs())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasLive(Scorer scorer, @Nullable Bits live) throws IOException {
    DocIdSetIterator docs = scorer.iterator();
    int doc = docs.nextDoc();
    while (doc != DocIdSetIterator.NO_MORE_DOCS) {
      if (live == null || live.get(doc)) {
        return true;
      }
      doc = docs.nextDoc();
    }
    return false;
  }
}
