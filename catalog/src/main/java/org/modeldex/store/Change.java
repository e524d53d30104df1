package org.modeldex.store;

import java.util.Locale;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;

/**
 * One entry of the change log. It says that a record changed, not to what: readers read the current
 * record, so replaying a change twice does no harm.
 *
 * <p>{@code revision} is the one that the change made or, for APPEND, the one that it left.
 *
 * @param sequence position in the one order of all changes; the first is 1, there are no gaps
 */
public record Change(long sequence, RecordId id, Operation operation, long revision, Stamp stamp) {

  /** What happened to the record. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    /** Points were added to a series of the record; the record itself is as it was. */
    APPEND;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
