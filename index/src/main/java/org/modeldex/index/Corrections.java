package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.modeldex.analyzers.FieldAnalyzers;
import org.modeldex.analyzers.FunctionWords;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchHelp.Suspects;

/**
 * Reads words that hardly any record has as the nearest words that more of them have.
 *
 * <p>A written word is cut as names are; each part that is unknown is corrected for itself, so that
 * {@code bert-bse} becomes {@code bert-base}. Of the candidates the one with the fewest wrong
 * letters wins, unless another is very much more frequent; a missing space counts as one wrong
 * letter. Words that the vocabulary has are known. One thread.
 */
final class Corrections {
  /** Shorter words alone are left as they are. */
  private static final int SHORTEST = 4;

  /** Shorter parts of a word with other parts are left as they are. */
  private static final int SHORTEST_PART = 3;

  private static final int LENGTH_FOR_TWO_EDITS = 8;
  private static final int LONGEST = 40;
  private static final int MAX_WORDS = 32;
  private static final int RIGHT_PREFIX = 1;
  private static final int MAX_SEEN = 200;

  /** So many times more frequent makes up for one more mistake: 2 to the power of this. */
  private static final double DOUBLINGS_PER_ERROR = 6;

  /** What makes up for being the stem of a word instead of one. */
  private static final double STEM = -2;

  private static final int SHORTEST_HALF = 3;

  /** Shorter words of two halves are words of other languages rather: "ingles" is no "ing les". */
  private static final int SHORTEST_OF_HALVES = 7;

  /** With one of these a known word is another one, which no record may have: lowest, grasping. */
  private static final List<String> ENDINGS = List.of("est", "ing");

  /** A word that one in so many records has is no rare one. */
  private static final int COMMON_SHARE = 5_000;

  private static final int LEAST_RARE = 10;

  /** A rare word is misspelled if another is so many times as frequent. */
  private static final int MORE_FREQUENT = 50;

  /** Shorter words are not taken for misspelled when some records have them. */
  private static final int SHORTEST_RARE = 5;

  /** Halves of a word that fewer records have are no words. */
  private static final int FEW = 10;

  private final IndexReader reader;
  private final FieldAnalyzers analyzers;
  private final KnownWords vocabulary;
  private final boolean correctsValues;

  /** A word that at most so many records have is rare. */
  private final int rare;

  private final Map<String, String> corrected = new HashMap<>();

  /**
   * @param suspects what is corrected
   */
  Corrections(
      IndexReader reader, FieldAnalyzers analyzers, KnownWords vocabulary, Suspects suspects) {
    this.reader = reader;
    this.analyzers = analyzers;
    this.vocabulary = vocabulary;
    this.correctsValues = suspects == Suspects.RARE_WORDS_AND_UNKNOWN_VALUES;
    this.rare = correctsValues ? Math.max(LEAST_RARE, reader.numDocs() / COMMON_SHARE) : 0;
  }

  /** The query with its free words corrected; the same query when there is nothing to correct. */
  Query of(Query query) throws IOException {
    return switch (query) {
      case Query.Words words -> {
        String text = text(words.text());
        yield text.equals(words.text()) ? query : new Query.Words(text);
      }
      case Query.And and -> {
        List<Query> clauses = all(and.clauses());
        yield clauses.equals(and.clauses()) ? query : new Query.And(clauses);
      }
      case Query.Or or -> {
        List<Query> clauses = all(or.clauses());
        yield clauses.equals(or.clauses()) ? query : new Query.Or(clauses);
      }
      case Query.FieldIs is when correctsValues && is.field() != SearchField.ID -> value(is);
      default -> query;
    };
  }

  private Query value(Query.FieldIs is) throws IOException {
    String field = is.field().word();
    String value = Keywords.fold(is.value());
    if (value.length() < SHORTEST_PART
        || value.length() > LONGEST
        || reader.docFreq(new Term(field, value)) > 0) {
      return is;
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Near near : near(new Term(field, value), mistakes(value), 0)) {
      int errors = TypingErrors.between(value, near.text());
      candidates.add(Candidate.of(near.text(), near.records(), errors));
    }
    return candidates.stream()
        .max(Comparator.comparingDouble(Candidate::worth))
        .<Query>map(best -> new Query.FieldIs(is.field(), best.word()))
        .orElse(is);
  }

  private static int mistakes(String word) {
    return word.length() < LENGTH_FOR_TWO_EDITS ? 1 : 2;
  }

  private List<Query> all(List<Query> queries) throws IOException {
    List<Query> all = new ArrayList<>(queries.size());
    for (Query query : queries) {
      all.add(of(query));
    }
    return all;
  }

  private String text(String text) throws IOException {
    String[] words = text.split(" ", -1);
    for (int i = 0; i < words.length && i < MAX_WORDS; i++) {
      String known = corrected.get(words[i]);
      if (known == null) {
        known = word(words[i]);
        corrected.put(words[i], known);
      }
      words[i] = known;
    }
    return String.join(" ", words);
  }

  /** A part of a written word, folded, and where it stands. */
  private record Part(String text, int start, int end) {
    boolean isWord() {
      return text.codePoints().allMatch(Character::isLetter);
    }
  }

  private String word(String word) throws IOException {
    List<Part> parts = parts(word);
    if (parts.isEmpty() || (parts.size() > 1 && isName(word))) {
      return word;
    }
    int shortest = rare > 0 ? SHORTEST_RARE : parts.size() == 1 ? SHORTEST : SHORTEST_PART;
    StringBuilder corrected = new StringBuilder(word);
    for (Part part : parts.reversed()) {
      if (part.isWord()
          && part.text().length() >= shortest
          && part.text().length() <= LONGEST
          && isEnglish(word.substring(part.start(), part.end()))
          && !isKnown(part.text())) {
        nearest(part.text())
            .ifPresent(nearest -> corrected.replace(part.start(), part.end(), nearest));
      }
    }
    return corrected.toString();
  }

  /** Whether a word has no letters of other languages, whose words are not in the index. */
  private static boolean isEnglish(String word) {
    return word.chars().allMatch(c -> c < 128);
  }

  private List<Part> parts(String word) throws IOException {
    List<Part> parts = new ArrayList<>();
    try (TokenStream tokens = analyzers.query(SearchField.NAME).tokenStream("", word)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
      PositionIncrementAttribute step = tokens.addAttribute(PositionIncrementAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (step.getPositionIncrement() > 0) {
          parts.add(new Part(term.toString(), offset.startOffset(), offset.endOffset()));
        }
      }
      tokens.end();
    }
    return parts;
  }

  /** Whether names have all the parts of a word together. */
  private boolean isName(String word) throws IOException {
    return isIn(TextPart.NAME, Wording.of(word).letters());
  }

  private boolean isKnown(String word) throws IOException {
    if (vocabulary.has(word) || isInflected(word)) {
      return true;
    }
    String stem = stem(word);
    // Most words are in some description.
    if (isIn(TextPart.DESCRIPTION, stem)) {
      return true;
    }
    for (TextPart part : TextPart.values()) {
      if (isIn(part, isOfNames(part) ? word : stem)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is a known word with an ending. */
  private boolean isInflected(String word) throws IOException {
    for (String ending : ENDINGS) {
      int end = word.length() - ending.length();
      if (end >= SHORTEST_HALF && word.endsWith(ending) && isKnown(word.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(TextPart part, String text) throws IOException {
    Term term = new Term(part.luceneField(), text);
    int records = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      records += leaf.reader().docFreq(term);
      if (records > rare) {
        return true;
      }
    }
    return false;
  }

  private int records(TextPart part, String term) throws IOException {
    return reader.docFreq(new Term(part.luceneField(), term));
  }

  private static boolean isOfNames(TextPart part) {
    return part == TextPart.NAME || part == TextPart.ARCHITECTURE;
  }

  private String stem(String word) throws IOException {
    try (TokenStream tokens = analyzers.query(SearchField.DESCRIPTION).tokenStream("", word)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      String stem = tokens.incrementToken() ? term.toString() : word;
      tokens.end();
      return stem;
    }
  }

  /** What a word may have been meant to be; the higher the worth the likelier. */
  private record Candidate(String word, int records, int errors, double worth) {
    static Candidate of(String word, int records, int errors) {
      double doublings = Math.log1p(records) / Math.log(2);
      return new Candidate(word, records, errors, doublings - DOUBLINGS_PER_ERROR * errors);
    }

    Candidate asStem() {
      return new Candidate(word, records, errors, worth + STEM);
    }
  }

  /** How many records a word has at least to be taken for one with so many errors. */
  private int least(int errors) {
    return errors < 2
        ? Math.min(3, reader.numDocs() / COMMON_SHARE)
        : Math.min(30, reader.numDocs() / (COMMON_SHARE / 10));
  }

  private Optional<String> nearest(String word) throws IOException {
    int most = mistakes(word);
    String stem = stem(word);
    List<Candidate> candidates = new ArrayList<>();
    for (TextPart part : TextPart.values()) {
      addNear(candidates, part, word, isOfNames(part) ? word : stem, most);
    }
    for (String near : vocabulary.near(word, most)) {
      int errors = TypingErrors.between(word, near);
      candidates.add(Candidate.of(near, least(errors), errors));
    }
    addHalves(candidates, word);
    long enough = (long) MORE_FREQUENT * records(word);
    return candidates.stream()
        .filter(candidate -> candidate.word().length() >= Math.min(word.length(), SHORTEST))
        .filter(candidate -> candidate.records() >= Math.max(enough, least(candidate.errors())))
        .max(Comparator.comparingDouble(Candidate::worth))
        .map(Candidate::word)
        // Instead of a word that nobody knows, one that says nothing: then the word may stay.
        .filter(nearest -> !FunctionWords.contains(nearest));
  }

  private void addNear(
      List<Candidate> candidates, TextPart part, String word, String written, int most)
      throws IOException {
    Term term = new Term(part.luceneField(), written);
    // What was taken away from the word to look it up is put back in the end.
    String ending = word.startsWith(written) ? word.substring(written.length()) : "";
    for (Near near : near(term, most, rare)) {
      String whole = near.text() + ending;
      int errors = TypingErrors.between(word, whole);
      if (errors <= most
          && isInflected(near.text(), ending)
          && near.text().codePoints().allMatch(Character::isLetter)) {
        boolean isStem = !isOfNames(part) && !vocabulary.has(whole);
        Candidate candidate = Candidate.of(whole, near.records(), errors);
        candidates.add(isStem ? candidate.asStem() : candidate);
      }
    }
  }

  /**
   * Whether the ending of one word may be that of another: words that hold a sentence together take
   * none, and of "city" there is no "citys".
   */
  private static boolean isInflected(String stem, String ending) {
    boolean isPlural = ending.equals("s") && stem.matches(".*[^aeiou]y");
    return ending.isEmpty() || (!isPlural && !FunctionWords.contains(stem));
  }

  /** A term near another one. */
  private record Near(String text, int records) {}

  /** The terms that more records have than that. */
  private List<Near> near(Term term, int most, int records) throws IOException {
    List<Near> all = new ArrayList<>();
    Terms terms = MultiTerms.getTerms(reader, term.field());
    if (terms != null) {
      FuzzyTermsEnum near = new FuzzyTermsEnum(terms, term, most, RIGHT_PREFIX, true);
      for (BytesRef text = near.next(); text != null && all.size() < MAX_SEEN; text = near.next()) {
        if (near.docFreq() > records) {
          all.add(new Near(text.utf8ToString(), near.docFreq()));
        }
      }
    }
    return all;
  }

  /** Two known words that were written as one. */
  private void addHalves(List<Candidate> candidates, String word) throws IOException {
    if (word.length() < SHORTEST_OF_HALVES) {
      return;
    }
    for (int at = SHORTEST_HALF; at <= word.length() - SHORTEST_HALF; at++) {
      String first = word.substring(0, at);
      String second = word.substring(at);
      int records = Math.min(recordsOfHalf(first), recordsOfHalf(second));
      if (records > Math.max(rare, FEW)) {
        candidates.add(Candidate.of(first + ' ' + second, records, 1));
      }
    }
  }

  private int recordsOfHalf(String word) throws IOException {
    return vocabulary.has(word) ? Math.max(FEW + 1, records(word)) : records(word);
  }

  /** How many records have a word in the text where it is most frequent. */
  private int records(String word) throws IOException {
    int most = 0;
    String stem = stem(word);
    for (TextPart part : TextPart.values()) {
      most = Math.max(most, records(part, isOfNames(part) ? word : stem));
    }
    return most;
  }
}
