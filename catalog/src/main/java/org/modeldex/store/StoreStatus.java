package org.modeldex.store;

import java.util.Map;
import org.modeldex.record.Kind;

/**
 * How a store stands.
 *
 * @param uuid identity of the store, made once when it is created
 * @param sequence of the last commit; 0 for an empty store
 * @param trimmedTo changes up to this sequence are forgotten; 0 when none is
 * @param counts current records by kind; kinds without records are absent
 * @param full whether writes are refused for lack of space
 */
public record StoreStatus(
    String uuid, long sequence, long trimmedTo, Map<Kind, Long> counts, boolean full) {
  public StoreStatus {
    counts = Map.copyOf(counts);
  }
}
