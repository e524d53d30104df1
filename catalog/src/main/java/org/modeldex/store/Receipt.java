package org.modeldex.store;

import java.util.List;
import java.util.Locale;
import org.modeldex.record.RecordId;

/**
 * What a commit did, in the order of its mutations.
 *
 * @param repeated whether this is the receipt of an earlier commit with the same idempotency key
 */
public record Receipt(List<Outcome> outcomes, boolean repeated) {
  public Receipt {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * The sequence that a reader must have reached to see everything this commit did (for an
   * unchanged record, the change that made its current state or a later one).
   */
  public long sequence() {
    return outcomes.getLast().sequence();
  }

  /**
   * What one mutation did.
   *
   * @param effect UPDATED also for points that were appended
   * @param revision the record's revision afterwards
   * @param sequence the change's sequence; for UNCHANGED the store's at that moment
   */
  public record Outcome(RecordId id, Effect effect, long revision, long sequence) {}

  /** What became of a record. */
  public enum Effect {
    CREATED,
    UPDATED,
    UNCHANGED,
    DELETED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
