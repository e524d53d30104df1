package org.modeldex.index;

/**
 * What one segment's documents have in one facet field, as numbers of {@link FacetValues}. Filled
 * in ascending document order by one thread, then only read.
 *
 * <p>Four layouts: one value per document or several, numbers of 16 or 32 bits. Documents with
 * several values are rows in one long array:
 *
 * <pre>
 *   starts  0 2 2 5       document 0 has numbers[0..2), document 1 nothing, document 2 numbers[2..5)
 *   numbers 4 9 1 4 7
 * </pre>
 */
sealed interface FacetColumn {

  /** Appends a value of a document. */
  void add(int doc, int number);

  /** Must follow the last {@link #add}. */
  void finish();

  /**
   * Adds 1 to {@code counts[number]} for every value of the first {@code size} documents. A
   * document without value may change {@code counts[NONE]}.
   */
  void count(int[] docs, int size, int[] counts);

  long ramBytes();

  /**
   * An empty column.
   *
   * @param maxDoc number of documents
   * @param values how many values will be added
   * @param single whether no document has more than one of them
   * @param lastNumber the highest number that will be added
   */
  static FacetColumn of(int maxDoc, int values, boolean single, int lastNumber) {
    boolean narrow = lastNumber <= Character.MAX_VALUE;
    if (single) {
      return narrow ? new NarrowSingle(new char[maxDoc]) : new WideSingle(new int[maxDoc]);
    }
    Starts starts = new Starts(maxDoc);
    return narrow
        ? new NarrowRows(starts, new char[values])
        : new WideRows(starts, new int[values]);
  }

  /** One 16-bit number per document. */
  final class NarrowSingle implements FacetColumn {
    private final char[] numbers;

    NarrowSingle(char[] numbers) {
      this.numbers = numbers;
    }

    @Override
    public void add(int doc, int number) {
      numbers[doc] = (char) number;
    }

    @Override
    public void finish() {}

    @Override
    public void count(int[] docs, int size, int[] counts) {
      for (int i = 0; i < size; i++) {
        counts[numbers[docs[i]]]++;
      }
    }

    @Override
    public long ramBytes() {
      return (long) Character.BYTES * numbers.length;
    }
  }

  /** One 32-bit number per document. */
  final class WideSingle implements FacetColumn {
    private final int[] numbers;

    WideSingle(int[] numbers) {
      this.numbers = numbers;
    }

    @Override
    public void add(int doc, int number) {
      numbers[doc] = number;
    }

    @Override
    public void finish() {}

    @Override
    public void count(int[] docs, int size, int[] counts) {
      for (int i = 0; i < size; i++) {
        counts[numbers[docs[i]]]++;
      }
    }

    @Override
    public long ramBytes() {
      return (long) Integer.BYTES * numbers.length;
    }
  }

  /** Any number of 16-bit numbers per document. */
  final class NarrowRows implements FacetColumn {
    private final Starts starts;
    private final char[] numbers;

    NarrowRows(Starts starts, char[] numbers) {
      this.starts = starts;
      this.numbers = numbers;
    }

    @Override
    public void add(int doc, int number) {
      numbers[starts.append(doc)] = (char) number;
    }

    @Override
    public void finish() {
      starts.finish();
    }

    @Override
    public void count(int[] docs, int size, int[] counts) {
      int[] start = starts.offsets;
      for (int i = 0; i < size; i++) {
        int doc = docs[i];
        for (int at = start[doc], end = start[doc + 1]; at < end; at++) {
          counts[numbers[at]]++;
        }
      }
    }

    @Override
    public long ramBytes() {
      return starts.ramBytes() + (long) Character.BYTES * numbers.length;
    }
  }

  /** Any number of 32-bit numbers per document. */
  final class WideRows implements FacetColumn {
    private final Starts starts;
    private final int[] numbers;

    WideRows(Starts starts, int[] numbers) {
      this.starts = starts;
      this.numbers = numbers;
    }

    @Override
    public void add(int doc, int number) {
      numbers[starts.append(doc)] = number;
    }

    @Override
    public void finish() {
      starts.finish();
    }

    @Override
    public void count(int[] docs, int size, int[] counts) {
      int[] start = starts.offsets;
      for (int i = 0; i < size; i++) {
        int doc = docs[i];
        for (int at = start[doc], end = start[doc + 1]; at < end; at++) {
          counts[numbers[at]]++;
        }
      }
    }

    @Override
    public long ramBytes() {
      return starts.ramBytes() + (long) Integer.BYTES * numbers.length;
    }
  }

  /** Where each document's row starts; the next document's start is its end. */
  final class Starts {
    private final int[] offsets;
    private int size;
    private int doc = -1;

    Starts(int maxDoc) {
      offsets = new int[maxDoc + 1];
    }

    /** The place of the next value, which belongs to {@code to}; documents before it are done. */
    int append(int to) {
      startUpTo(to);
      return size++;
    }

    /** Ends the rows of all documents. */
    void finish() {
      startUpTo(offsets.length - 1);
    }

    private void startUpTo(int to) {
      while (doc < to) {
        offsets[++doc] = size;
      }
    }

    long ramBytes() {
      return (long) Integer.BYTES * offsets.length;
    }
  }
}
