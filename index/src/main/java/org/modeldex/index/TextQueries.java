package org.modeldex.index;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.FieldAnalyzers;
import org.modeldex.record.ModeldexException;

/**
 * Free text as Lucene queries.
 *
 * <p>Ranking: a word is worth its best match among the {@link TextPart}s (BM25 times the part's
 * boost) plus a tenth of its other matches; words add up; words that stand together add a little
 * more. A written word of several terms, such as {@code resnet50}, matches where one part has all
 * of them. Safe for all threads.
 */
final class TextQueries {
  /** Words beyond this many different ones are ignored. */
  static final int MAX_WORDS = 256;

  private static final float TIE_BREAKER = 0.1f;
  private static final float PHRASE_BOOST = 0.5f;
  private static final int PHRASE_SLOP = 2;

  /** Of a word with more terms than this (text written without spaces) half are enough. */
  private static final int MAX_REQUIRED_TERMS = 4;

  private static final int FUZZY_PREFIX = 1;
  private static final int FUZZY_EXPANSIONS = 50;

  private final Map<TextPart, QueryBuilder> builders = new EnumMap<>(TextPart.class);

  TextQueries(FieldAnalyzers analyzers) {
    for (TextPart part : TextPart.values()) {
      builders.put(part, new QueryBuilder(analyzers.query(part.field())));
    }
  }

  /** The records with any of the words, in no order. */
  Query anyWord(String text) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : words(text)) {
      for (TextPart part : TextPart.values()) {
        addIfPresent(any, word(part, word));
      }
    }
    return orNothing(any);
  }

  /** The records with any of the words, ranked. */
  Query ranked(String text) {
    Set<String> words = words(text);
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : words) {
      List<Query> places = new ArrayList<>();
      for (TextPart part : TextPart.values()) {
        addBoosted(places, word(part, word), part.boost());
      }
      if (!places.isEmpty()) {
        any.add(new DisjunctionMaxQuery(places, TIE_BREAKER), Occur.SHOULD);
      }
    }
    if (words.size() > 1) {
      for (TextPart part : List.of(TextPart.NAME, TextPart.TASK, TextPart.DESCRIPTION)) {
        Query phrase = builder(part).createPhraseQuery(part.luceneField(), text, PHRASE_SLOP);
        addIfPresent(
            any, phrase == null ? null : new BoostQuery(phrase, part.boost() * PHRASE_BOOST));
      }
    }
    return orNothing(any);
  }

  /** The records in which the words stand next to each other and in this order. */
  Query phrase(String text) {
    List<Query> places = new ArrayList<>();
    for (TextPart part : TextPart.values()) {
      Query phrase = builder(part).createPhraseQuery(part.luceneField(), text);
      addBoosted(places, phrase, part.boost());
    }
    return best(places);
  }

  /** The records with a word that is nearly this one. */
  Query fuzzy(String word, int edits) {
    if (edits < 1 || edits > 2) {
      throw ModeldexException.invalid("edits", "must be 1 or 2 but is " + edits);
    }
    String folded = word.strip().toLowerCase(Locale.ROOT);
    if (folded.isEmpty()) {
      return new MatchNoDocsQuery("no word");
    }
    List<Query> places = new ArrayList<>();
    for (TextPart part : TextPart.values()) {
      Term term = new Term(part.luceneField(), folded);
      addBoosted(
          places, new FuzzyQuery(term, edits, FUZZY_PREFIX, FUZZY_EXPANSIONS, true), part.boost());
    }
    return best(places);
  }

  /** The records that have all words in this part. */
  Query allWords(TextPart part, String text) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    boolean any = false;
    for (String word : words(text)) {
      Query query = word(part, word);
      if (query != null) {
        all.add(query, Occur.FILTER);
        any = true;
      }
    }
    return any ? all.build() : new MatchNoDocsQuery("no words");
  }

  private @Nullable Query word(TextPart part, String word) {
    Query all = builder(part).createBooleanQuery(part.luceneField(), word, Occur.MUST);
    return all instanceof BooleanQuery terms && terms.clauses().size() > MAX_REQUIRED_TERMS
        ? builder(part).createMinShouldMatchQuery(part.luceneField(), word, 0.5f)
        : all;
  }

  private QueryBuilder builder(TextPart part) {
    return Objects.requireNonNull(builders.get(part));
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty() && words.size() < MAX_WORDS) {
        words.add(word);
      }
    }
    return words;
  }

  private static void addIfPresent(BooleanQuery.Builder any, @Nullable Query query) {
    if (query != null) {
      any.add(query, Occur.SHOULD);
    }
  }

  private static void addBoosted(List<Query> places, @Nullable Query query, float boost) {
    if (query != null) {
      places.add(boost == 1 ? query : new BoostQuery(query, boost));
    }
  }

  private static Query best(List<Query> places) {
    return places.isEmpty()
        ? new MatchNoDocsQuery("no words")
        : new DisjunctionMaxQuery(places, TIE_BREAKER);
  }

  private static Query orNothing(BooleanQuery.Builder any) {
    BooleanQuery query = any.build();
    return query.clauses().isEmpty() ? new MatchNoDocsQuery("no words") : query;
  }
}
