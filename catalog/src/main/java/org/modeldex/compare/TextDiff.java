package org.modeldex.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one text differs from another, word by word, with as few words deleted and inserted as
 * possible: the greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", Algorithmica 1, 1986. White space between words does not count.
 *
 * <p>Texts that have little in common are not worth the search: beyond {@value #MAX_EDITS} changed
 * words everything between a common beginning and end is deleted and inserted as a whole.
 */
public final class TextDiff {
  private static final int MAX_EDITS = 1_000;
  private static final int DELETED = -1;

  /** A word, or one other character, and the white space behind it. */
  private static final Pattern TOKEN = Pattern.compile("([\\p{L}\\p{M}\\p{N}_]+|\\S|^)(\\s*)");

  private final List<Token> from;
  private final List<Token> to;

  private TextDiff(List<Token> from, List<Token> to) {
    this.from = from;
    this.to = to;
  }

  /** What happened to a piece of text. */
  public enum Change {
    EQUAL,
    DELETED,
    INSERTED
  }

  /** A piece of text; equal pieces are written as in the newer text. */
  public record Span(Change change, String text) {}

  private record Token(String word, String space) {
    boolean is(Token other) {
      return word.equals(other.word);
    }
  }

  /**
   * The pieces in order. Those equal or inserted, joined, are {@code to}; those equal or deleted
   * are {@code from}, up to white space. What is deleted stands before what is inserted for it.
   */
  public static List<Span> between(String from, String to) {
    TextDiff diff = new TextDiff(tokens(from), tokens(to));
    int start = diff.commonStart();
    int end = diff.commonEnd(start);
    return diff.spans(diff.partners(start, end));
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.end() > token.start()) {
        tokens.add(new Token(token.group(1), token.group(2)));
      }
    }
    return tokens;
  }

  private int commonStart() {
    int most = Math.min(from.size(), to.size());
    int start = 0;
    while (start < most && from.get(start).is(to.get(start))) {
      start++;
    }
    return start;
  }

  private int commonEnd(int start) {
    int most = Math.min(from.size(), to.size()) - start;
    int end = 0;
    while (end < most && from.get(from.size() - 1 - end).is(to.get(to.size() - 1 - end))) {
      end++;
    }
    return end;
  }

  /**
   * For each word of {@code from} its place in {@code to}, or {@link #DELETED}.
   *
   * @param start words that both begin with
   * @param end words that both end with
   */
  private int[] partners(int start, int end) {
    int[] partners = new int[from.size()];
    Arrays.fill(partners, DELETED);
    for (int i = 0; i < start; i++) {
      partners[i] = i;
    }
    for (int i = 1; i <= end; i++) {
      partners[from.size() - i] = to.size() - i;
    }
    new Middle(start, from.size() - end, to.size() - end).match(partners);
    return partners;
  }

  private List<Span> spans(int[] partners) {
    Spans spans = new Spans();
    int next = 0;
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == DELETED) {
        spans.delete(from.get(i));
      } else {
        while (next < partners[i]) {
          spans.insert(to.get(next++));
        }
        spans.keep(to.get(next++));
      }
    }
    while (next < to.size()) {
      spans.insert(to.get(next++));
    }
    return spans.finish();
  }

  /** Collects pieces; what is deleted and inserted at one place becomes one piece each. */
  private static final class Spans {
    private final List<Span> spans = new ArrayList<>();
    private final StringBuilder equal = new StringBuilder();
    private final StringBuilder deleted = new StringBuilder();
    private final StringBuilder inserted = new StringBuilder();

    void keep(Token token) {
      flush(Change.DELETED, deleted);
      flush(Change.INSERTED, inserted);
      equal.append(token.word()).append(token.space());
    }

    void delete(Token token) {
      flush(Change.EQUAL, equal);
      deleted.append(token.word()).append(token.space());
    }

    void insert(Token token) {
      flush(Change.EQUAL, equal);
      inserted.append(token.word()).append(token.space());
    }

    List<Span> finish() {
      flush(Change.EQUAL, equal);
      flush(Change.DELETED, deleted);
      flush(Change.INSERTED, inserted);
      return spans;
    }

    private void flush(Change change, StringBuilder text) {
      if (!text.isEmpty()) {
        spans.add(new Span(change, text.toString()));
        text.setLength(0);
      }
    }
  }

  /**
   * What lies between the common beginning and end.
   *
   * <pre>
   *   x counts words of from, y of to, both from {@code start}; diagonal k = x - y
   *   reach of d edits: for each k from -d to d in steps of 2 the furthest x, at place k + d
   * </pre>
   */
  private final class Middle {
    private final int start;
    private final int width;
    private final int height;
    private final List<int[]> reached = new ArrayList<>();

    Middle(int start, int endOfFrom, int endOfTo) {
      this.start = start;
      this.width = endOfFrom - start;
      this.height = endOfTo - start;
    }

    /** Enters the words that are kept. */
    void match(int[] partners) {
      int most = Math.min(width + height, MAX_EDITS);
      for (int edits = 0; edits <= most; edits++) {
        int[] reach = new int[2 * edits + 1];
        reached.add(reach);
        for (int k = -edits; k <= edits; k += 2) {
          int x = slide(step(edits, k), k);
          reach[k + edits] = x;
          if (x >= width && x - k >= height) {
            goBack(edits, partners);
            return;
          }
        }
      }
    }

    /** The x on diagonal k after one more edit, before any equal words. */
    private int step(int edits, int k) {
      if (edits == 0) {
        return 0;
      }
      return isInsertion(edits, k) ? reach(edits - 1, k + 1) : reach(edits - 1, k - 1) + 1;
    }

    /** Whether the furthest way to diagonal k comes from above, inserting a word. */
    private boolean isInsertion(int edits, int k) {
      return k == -edits || (k != edits && reach(edits - 1, k - 1) < reach(edits - 1, k + 1));
    }

    private int reach(int edits, int k) {
      return reached.get(edits)[k + edits];
    }

    private int slide(int from, int k) {
      int x = from;
      while (x < width && x - k < height && word(x).is(other(x - k))) {
        x++;
      }
      return x;
    }

    private Token word(int x) {
      return from.get(start + x);
    }

    private Token other(int y) {
      return to.get(start + y);
    }

    private void goBack(int edits, int[] partners) {
      int x = width;
      int k = width - height;
      for (int d = edits; d >= 0; d--) {
        int stepped = step(d, k);
        while (x > stepped) {
          x--;
          partners[start + x] = start + x - k;
        }
        if (d > 0) {
          k = isInsertion(d, k) ? k + 1 : k - 1;
          x = reach(d - 1, k);
        }
      }
    }
  }
}
