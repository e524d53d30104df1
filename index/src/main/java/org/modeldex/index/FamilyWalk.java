package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.FieldDoc;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.SearchField;

/**
 * The first hit of each family, in the order of hits. Every page walks from the beginning, so that
 * a family on an earlier page does not come again. One request, one thread.
 */
final class FamilyWalk {
  /** No further hits than these are walked through. */
  static final int MAX_HITS = 10_000;

  private static final int FIRST_CHUNK = 200;

  private final IndexReader reader;
  private final Hits hits;

  /** Hits in their order. */
  interface Hits {
    /** The next ones after a hit, or the first ones after null. */
    List<FieldDoc> after(@Nullable FieldDoc last, int wanted) throws IOException;
  }

  FamilyWalk(IndexReader reader, Hits hits) {
    this.reader = reader;
    this.hits = hits;
  }

  /** So many heads of families after {@code cursor}, fewer when there are no more. */
  List<FieldDoc> heads(@Nullable FieldDoc cursor, int wanted) throws IOException {
    List<FieldDoc> beyond = cursor == null ? List.of() : hits.after(cursor, 1);
    if (cursor != null && beyond.isEmpty()) {
      return List.of();
    }
    boolean reached = cursor == null;
    Set<String> families = new HashSet<>();
    List<FieldDoc> heads = new ArrayList<>();
    FieldDoc last = null;
    int walked = 0;
    int chunk = FIRST_CHUNK;
    while (heads.size() < wanted && walked < MAX_HITS) {
      List<FieldDoc> next = hits.after(last, chunk);
      for (FieldDoc hit : next) {
        reached |= !beyond.isEmpty() && hit.doc == beyond.getFirst().doc;
        if (families.add(family(reader, hit.doc)) && reached && heads.size() < wanted) {
          heads.add(hit);
        }
      }
      if (next.size() < chunk) {
        break;
      }
      last = next.getLast();
      walked += next.size();
      chunk = Math.min(2 * chunk, MAX_HITS);
    }
    return heads;
  }

  /** The family of a document. */
  static String family(IndexReader reader, int doc) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
    LeafReader segment = leaf.reader();
    SortedDocValues families = segment.getSortedDocValues(SearchField.FAMILY.word());
    if (families == null || !families.advanceExact(doc - leaf.docBase)) {
      throw new IllegalStateException("document " + doc + " has no family");
    }
    return families.lookupOrd(families.ordValue()).utf8ToString();
  }
}
