package org.modeldex.index;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;
import org.modeldex.index.TermDictionary.Entry;
import org.modeldex.record.Kind;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchField;

/**
 * Names that go on from what is typed, found in the index's own dictionaries: whole names in the
 * one of {@code name}, words within names in the one of {@code name.text}. So names take no memory
 * of their own and are suggested as soon as they are searchable. How much is looked at is bounded:
 * where very many names go on from a letter or two, not all are candidates. One thread.
 */
final class NameCompletions {
  private static final int MAX_NAMES_IN_ORDER = 200;
  private static final int MAX_NAMES_BY_WORD = 400;
  private static final int MAX_WORDS = 48;
  private static final String NAME = SearchField.NAME.word();
  private static final String NAME_WORDS = TextPart.NAME.luceneField();

  private final IndexSearcher searcher;
  private final IndexReader reader;
  private final @Nullable Query kind;
  private final TermDictionary words;
  private final Map<String, List<Entry>> frequent = new HashMap<>();

  /**
   * @param kind of the records; null for all
   */
  NameCompletions(IndexSearcher searcher, @Nullable Kind kind) throws IOException {
    this.searcher = searcher;
    this.reader = searcher.getIndexReader();
    this.kind = kind == null ? null : new TermQuery(new Term(SearchField.KIND.word(), kind.word()));
    this.words = new TermDictionary(reader, NAME_WORDS);
  }

  /**
   * Folded names that may go on from the last so many words.
   *
   * @param text these words as they were typed
   */
  Set<String> candidates(TypedWords typed, int count, String text) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    new TermDictionary(reader, NAME)
        .first(Keywords.fold(text), MAX_NAMES_IN_ORDER)
        .forEach(name -> names.add(name.text()));
    addNames(names, any(frequent(typed.joined(count))));
    List<String> parts = typed.parts(count);
    if (parts.size() > 1) {
      addNames(names, all(parts));
    }
    return names;
  }

  /** Folded names with a word that nearly begins as the last one. */
  Set<String> nearCandidates(TypedWords typed) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    addNames(names, any(words.nearlyFrom(typed.last().letters(), typed.edits(), MAX_WORDS)));
    return names;
  }

  /** The most frequent words that begin so. */
  private List<Entry> frequent(String beginning) throws IOException {
    List<Entry> known = frequent.get(beginning);
    if (known == null) {
      known = words.frequent(beginning, MAX_WORDS);
      frequent.put(beginning, known);
    }
    return known;
  }

  private static @Nullable Query any(List<Entry> words) {
    if (words.isEmpty()) {
      return null;
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (Entry word : words) {
      any.add(new TermQuery(new Term(NAME_WORDS, word.term())), Occur.SHOULD);
    }
    return any.build();
  }

  /** Names with all of the words, of the last one the beginning. */
  private @Nullable Query all(List<String> parts) throws IOException {
    Query last = any(frequent(parts.getLast()));
    if (last == null) {
      return null;
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder().add(last, Occur.FILTER);
    for (String word : parts.subList(0, parts.size() - 1)) {
      all.add(new TermQuery(new Term(NAME_WORDS, word)), Occur.FILTER);
    }
    return all.build();
  }

  private void addNames(Set<String> names, @Nullable Query words) throws IOException {
    if (words != null) {
      names.addAll(
          searcher.search(
              ofKind(words),
              FirstNames.collecting(MAX_NAMES_BY_WORD / reader.leaves().size() + 20)));
    }
  }

  private Query ofKind(Query query) {
    return kind == null
        ? query
        : new BooleanQuery.Builder().add(query, Occur.FILTER).add(kind, Occur.FILTER).build();
  }

  /**
   * A name as it is written.
   *
   * @param count how many records of any kind have it
   */
  record Written(String name, long count) {}

  /** How a folded name is written; empty when no record of the kind has it. */
  Optional<Written> find(String name) throws IOException {
    Term term = new Term(NAME, name);
    TopDocs found = searcher.search(ofKind(new TermQuery(term)), 1);
    if (found.scoreDocs.length == 0) {
      return Optional.empty();
    }
    int doc = found.scoreDocs[0].doc;
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
    BinaryDocValues ids = DocValues.getBinary(leaf.reader(), IndexFields.ID);
    ids.advance(doc - leaf.docBase);
    RecordId id = RecordId.parse(ids.binaryValue().utf8ToString());
    return Optional.of(new Written(id.name(), reader.docFreq(term)));
  }

  /** Collects the names of the first matches of each segment. */
  private static final class FirstNames extends SimpleCollector {
    private final Set<String> names = new LinkedHashSet<>();
    private final int most;
    private SortedDocValues stored = DocValues.emptySorted();
    private int left;

    private FirstNames(int most) {
      this.most = most;
    }

    static CollectorManager<FirstNames, Set<String>> collecting(int mostOfSegment) {
      return new CollectorManager<>() {
        @Override
        public FirstNames newCollector() {
          return new FirstNames(mostOfSegment);
        }

        @Override
        public Set<String> reduce(Collection<FirstNames> collectors) {
          Set<String> all = new LinkedHashSet<>();
          collectors.forEach(collector -> all.addAll(collector.names));
          return all;
        }
      };
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
      stored = DocValues.getSorted(leaf.reader(), IndexFields.NAME_ORDER);
      left = most;
    }

    @Override
    public void collect(int doc) throws IOException {
      if (left-- == 0) {
        throw new CollectionTerminatedException();
      }
      if (stored.advanceExact(doc)) {
        names.add(stored.lookupOrd(stored.ordValue()).utf8ToString());
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
