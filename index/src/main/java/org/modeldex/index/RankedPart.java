package org.modeldex.index;

import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.modeldex.search.Reason;

/**
 * A part of a ranking; the scores of the parts that match add up.
 *
 * @param text what it looks for, in the user's words where it has any
 */
record RankedPart(Reason.Type type, String text, Query query) {

  /** Whether a record must match a part like this to be found at all. */
  boolean isWord() {
    return type == Reason.Type.WORD;
  }

  /** The same part, worth nothing for records that do not match a condition. */
  RankedPart where(Query condition) {
    return new RankedPart(
        type,
        text,
        new BooleanQuery.Builder().add(query, Occur.MUST).add(condition, Occur.FILTER).build());
  }
}
