package org.modeldex.index;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.FieldAnalyzers;
import org.modeldex.analyzers.FunctionWords;
import org.modeldex.analyzers.ModelNameAnalyzer;
import org.modeldex.analyzers.OtherWords;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Reason;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Free text as Lucene queries.
 *
 * <p>A word is worth its BM25 score over the {@link CombinedText} of a record, and more where a
 * name or an architecture consists of it, in any spelling. Words add up; words that stand together
 * in a name, a title or a description add a little more, as does a record that has them all. A
 * written word of several terms, such as {@code resnet50}, needs all of them. {@link FunctionWords}
 * do not count beside others. Safe for all threads.
 */
final class TextQueries {
  /** Words beyond this many different ones are ignored. */
  static final int MAX_WORDS = 256;

  private static final float TIE_BREAKER = 0.1f;

  private static final int PHRASE_SLOP = 2;
  private static final int PAIR_SLOP = 1;
  private static final int LONGEST_ARCHITECTURE = 5;

  /** Of a word with more terms than this (text written without spaces) half are enough. */
  private static final int MAX_REQUIRED_TERMS = 4;

  /** In texts of more characters only the words count, not how they stand. */
  private static final int LONGEST_SENTENCE = 300;

  /** Of a word of more characters the rest is ignored. */
  private static final int LONGEST_WORD = 250;

  private static final int FUZZY_PREFIX = 1;
  private static final int FUZZY_EXPANSIONS = 50;

  /** Longer words take seconds to compare. */
  private static final int LONGEST_FUZZY = 50;

  private final Map<TextPart, QueryBuilder> builders = new EnumMap<>(TextPart.class);
  private final QueryBuilder combined;
  private final OtherWords others;
  private final RankingWeights weights;

  TextQueries(FieldAnalyzers analyzers, Vocabulary vocabulary, RankingWeights weights) {
    this.others = new OtherWords(vocabulary);
    this.weights = weights;
    for (TextPart part : TextPart.values()) {
      builders.put(part, new QueryBuilder(analyzers.query(part.field())));
    }
    combined = builder(TextPart.DESCRIPTION);
  }

  /** The records with any of the words, in no order. */
  Query anyWord(String text) {
    return anyOf(wordParts(text, words(text)).stream().map(RankedPart::query).toList());
  }

  /**
   * The records with any of the words in a part of their own, for marking words where they stand.
   */
  Query anyWordInParts(String text) {
    List<Query> places = new ArrayList<>();
    for (String word : words(text)) {
      for (TextPart part : TextPart.values()) {
        Query place = word(part, word);
        if (place != null) {
          places.add(place);
        }
      }
    }
    return anyOf(places);
  }

  /**
   * The parts of a ranking by the words of a text: every record that is found matches at least one
   * of type WORD.
   */
  List<RankedPart> parts(String text) {
    List<String> words = words(text);
    List<RankedPart> parts = new ArrayList<>(wordParts(text, words));
    if (text.length() > LONGEST_SENTENCE) {
      return parts;
    }
    String name = FunctionWords.stripped(text);
    addPhrase(parts, TextPart.NAME, name, PHRASE_SLOP, weights.namePhrase());
    addPhrase(parts, TextPart.PAPER, text, 0, weights.titlePhrase());
    addPhrase(parts, TextPart.DESCRIPTION, text, PHRASE_SLOP, weights.prosePhrase());
    for (int i = 0; i + 1 < words.size(); i++) {
      String pair = words.get(i) + ' ' + words.get(i + 1);
      for (TextPart part : List.of(TextPart.TASK, TextPart.PAPER, TextPart.DESCRIPTION)) {
        addPhrase(parts, part, pair, PAIR_SLOP, weights.pair());
      }
    }
    addAllWords(parts, words);
    addArchitectures(parts, words);
    return parts;
  }

  private List<RankedPart> wordParts(String text, List<String> words) {
    List<RankedPart> parts = new ArrayList<>();
    for (String word : words) {
      word(word).ifPresent(query -> parts.add(new RankedPart(Reason.Type.WORD, word, query)));
    }
    if (text.length() <= LONGEST_SENTENCE) {
      for (OtherWords.Pair pair : others.of(text)) {
        Query query = boosted(terms(combined, IndexFields.TEXT, pair.other()), weights.otherWord());
        if (query != null) {
          parts.add(new RankedPart(Reason.Type.WORD, pair.other(), query));
        }
      }
    }
    return parts;
  }

  /** Words in a row that are all of an architecture's name say more than one of its words. */
  private void addArchitectures(List<RankedPart> parts, List<String> words) {
    for (int first = 0; first < words.size(); first++) {
      int furthest = Math.min(words.size(), first + LONGEST_ARCHITECTURE);
      for (int end = first + 1; end <= furthest; end++) {
        String name = String.join(" ", words.subList(first, end));
        Term term = new Term(IndexFields.WHOLE_ARCHITECTURE, ModelNameAnalyzer.joined(name));
        parts.add(
            new RankedPart(
                Reason.Type.PHRASE,
                name,
                new BoostQuery(
                    new ConstantScoreQuery(new TermQuery(term)), weights.wholeArchitecture())));
      }
    }
  }

  private void addAllWords(List<RankedPart> parts, List<String> words) {
    List<Query> found = words.stream().flatMap(word -> word(word).stream()).toList();
    if (found.size() > 1) {
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      found.forEach(query -> all.add(query, Occur.FILTER));
      parts.add(
          new RankedPart(
              Reason.Type.PHRASE,
              String.join(" ", words),
              new BoostQuery(new ConstantScoreQuery(all.build()), weights.allWords())));
    }
  }

  /** A word in a record's text or, in any spelling, in what names the model. */
  private Optional<Query> word(String word) {
    BooleanQuery.Builder places = new BooleanQuery.Builder();
    addIfPresent(places, terms(combined, IndexFields.TEXT, word));
    addIfPresent(places, boosted(word(TextPart.NAME, word), weights.name()));
    addIfPresent(places, boosted(word(TextPart.ARCHITECTURE, word), weights.architecture()));
    BooleanQuery query = places.build();
    return query.clauses().isEmpty() ? Optional.empty() : Optional.of(query);
  }

  private void addPhrase(
      List<RankedPart> parts, TextPart part, String text, int slop, float boost) {
    Query phrase = builder(part).createPhraseQuery(part.luceneField(), text, slop);
    if (phrase != null && !(phrase instanceof TermQuery)) {
      parts.add(new RankedPart(Reason.Type.PHRASE, text, new BoostQuery(phrase, boost)));
    }
  }

  /** The records in which the words stand next to each other and in this order. */
  Query phrase(String text) {
    List<Query> places = new ArrayList<>();
    for (TextPart part : TextPart.values()) {
      Query phrase = builder(part).createPhraseQuery(part.luceneField(), text);
      addBoosted(places, phrase, part.weight());
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
    if (folded.length() > LONGEST_FUZZY) {
      throw ModeldexException.invalid(
          "query",
          "looks for what is like a word of "
              + folded.length()
              + " letters, more than "
              + LONGEST_FUZZY);
    }
    List<Query> places = new ArrayList<>();
    for (TextPart part : TextPart.values()) {
      Term term = new Term(part.luceneField(), folded);
      addBoosted(
          places, new FuzzyQuery(term, edits, FUZZY_PREFIX, FUZZY_EXPANSIONS, true), part.weight());
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
    return terms(builder(part), part.luceneField(), word);
  }

  private static @Nullable Query terms(QueryBuilder builder, String field, String word) {
    Query all = builder.createBooleanQuery(field, word, Occur.MUST);
    return all instanceof BooleanQuery terms && terms.clauses().size() > MAX_REQUIRED_TERMS
        ? builder.createMinShouldMatchQuery(field, word, 0.5f)
        : all;
  }

  private QueryBuilder builder(TextPart part) {
    return Objects.requireNonNull(builders.get(part));
  }

  private static List<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty() && words.size() < MAX_WORDS) {
        words.add(word.substring(0, Math.min(word.length(), LONGEST_WORD)));
      }
    }
    return FunctionWords.without(List.copyOf(words));
  }

  private static @Nullable Query boosted(@Nullable Query query, float boost) {
    return query == null ? null : new BoostQuery(query, boost);
  }

  /** The records that match any of the queries; none for no queries. */
  static Query anyOf(List<Query> queries) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    queries.forEach(query -> any.add(query, Occur.SHOULD));
    return queries.isEmpty() ? new MatchNoDocsQuery("no words") : any.build();
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
}
