package org.modeldex.index;

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
}
