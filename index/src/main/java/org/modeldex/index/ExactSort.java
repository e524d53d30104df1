package org.modeldex.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.FieldComparatorSource;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.comparators.TermOrdValComparator;
import org.apache.lucene.util.BytesRef;

/** Sorts by the first exact text of a name; documents without one come last. */
final class ExactSort extends FieldComparatorSource {
  private final BytesRef least;
  private final BytesRef beyond;
  private final boolean descending;

  private ExactSort(String name, boolean descending) {
    String prefix = ExactTerms.prefix(name);
    this.least = new BytesRef(prefix);
    this.beyond = new BytesRef(name + (char) (IndexFields.SEPARATOR + 1));
    this.descending = descending;
  }

  static SortField of(String name, boolean descending) {
    return new SortField(IndexFields.EXACT_ORDER, new ExactSort(name, descending), descending);
  }

  @Override
  public FieldComparator<?> newComparator(
      String field, int numHits, Pruning pruning, boolean reversed) {
    return new TermOrdValComparator(numHits, field, !descending, reversed, Pruning.NONE) {
      @Override
      protected SortedDocValues getSortedDocValues(LeafReaderContext context, String name)
          throws IOException {
        return new FirstText(DocValues.getSortedSet(context.reader(), name));
      }
    };
  }

  /**
   * The first text of each document as if it had a field of its own. The texts of one name stand
   * together, so within a segment they are compared by their ordinals.
   */
  private final class FirstText extends SortedDocValues {
    private final SortedSetDocValues texts;
    private final long first;
    private final long end;
    private long ordinal;
    private int doc = -1;

    FirstText(SortedSetDocValues texts) throws IOException {
      this.texts = texts;
      this.first = place(texts, least);
      this.end = place(texts, beyond);
    }

    @Override
    public boolean advanceExact(int target) throws IOException {
      doc = target;
      if (first == end || !texts.advanceExact(target)) {
        return false;
      }
      for (int i = texts.docValueCount(); i > 0; i--) {
        ordinal = texts.nextOrd();
        if (ordinal >= first) {
          return ordinal < end;
        }
      }
      return false;
    }

    @Override
    public int ordValue() {
      return Math.toIntExact(ordinal - first);
    }

    @Override
    public BytesRef lookupOrd(int ord) throws IOException {
      return texts.lookupOrd(first + ord);
    }

    @Override
    public int getValueCount() {
      return Math.toIntExact(end - first);
    }

    @Override
    public int docID() {
      return doc;
    }

    @Override
    public int nextDoc() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int advance(int target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long cost() {
      throw new UnsupportedOperationException();
    }
  }

  /** The ordinal of a term, or of the one that follows where it would stand. */
  private static long place(SortedSetDocValues texts, BytesRef term) throws IOException {
    long found = texts.lookupTerm(term);
    return found >= 0 ? found : -found - 1;
  }
}
