package org.modeldex.server.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;

/**
 * What must be true of every record, kept outside of the server. Each entry belongs to the one
 * client that writes the record; everybody may read while nobody writes.
 */
final class Ledger {
  private final List<Entry> entries = new ArrayList<>();
  private final List<List<Entry>> unansweredBulks = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();

  Entry open(RecordId id) {
    Entry entry = new Entry(id);
    entries.add(entry);
    return entry;
  }

  List<Entry> entries() {
    return entries;
  }

  /** A number no content had before. */
  long nextNumber() {
    return numbers.incrementAndGet();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long refused() {
    return refused.get();
  }

  long unknown() {
    return unknown.get();
  }

  /** Notes a request of several lines that was not answered, in the order of its lines. */
  synchronized void unansweredBulk(List<Entry> lines) {
    unansweredBulks.add(lines);
  }

  /** The requests noted since this was last called. */
  synchronized List<List<Entry>> takeUnansweredBulks() {
    List<List<Entry>> taken = List.copyOf(unansweredBulks);
    unansweredBulks.clear();
    return taken;
  }

  /**
   * A state of a record.
   *
   * @param content null for a deleted one
   * @param sequence of the change that made it; 0 where the server did not say
   */
  record State(@Nullable MetadataRecord content, long sequence) {
    static final State NEVER = new State(null, 0);
  }

  /**
   * A change that was sent and not answered yet.
   *
   * @param again the same request, if it carries an idempotency key; else null
   */
  record Pending(@Nullable MetadataRecord content, Client.@Nullable Call again) {}

  /** One record. */
  final class Entry {
    private final RecordId id;
    private final List<State> states = new ArrayList<>();
    private @Nullable Pending pending;
    private @Nullable Pending unknown;
    private boolean keptLast;
    private int audited;

    private Entry(RecordId id) {
      this.id = id;
    }

    RecordId id() {
      return id;
    }

    /** All states there must be; the first is revision 1. */
    List<State> states() {
      return states;
    }

    long revision() {
      return states.size();
    }

    /** The current content; null when there must be no record. */
    @Nullable MetadataRecord content() {
      return states.isEmpty() ? null : states.getLast().content();
    }

    @Nullable Pending pending() {
      return pending;
    }

    void send(Pending change) {
      pending = change;
    }

    /** The change was acknowledged. */
    void acknowledge(long sequence) {
      take(sequence);
      acknowledged.incrementAndGet();
    }

    /** The change was refused and must leave no trace. */
    void refuse() {
      pending = null;
      refused.incrementAndGet();
    }

    /** A write that had nothing to change was acknowledged. */
    void unchanged() {
      acknowledged.incrementAndGet();
    }

    /** What became of the change that was never answered. */
    void settle(boolean kept, Pending change) {
      Ledger.this.unknown.incrementAndGet();
      keptLast = kept;
      unknown = change;
      if (kept) {
        take(0);
      }
      pending = null;
    }

    /** Whether the change that was settled last had taken effect. */
    boolean keptLast() {
      return keptLast;
    }

    /** The change that was settled last, once. */
    @Nullable Pending takeUnknown() {
      Pending taken = unknown;
      unknown = null;
      return taken;
    }

    private void take(long sequence) {
      Pending change = pending;
      if (change == null) {
        throw new IllegalStateException(id + " has nothing to acknowledge");
      }
      states.add(new State(change.content(), sequence));
      pending = null;
    }

    /** How many states have been compared with the server's already. */
    int audited() {
      return audited;
    }

    void auditedAll() {
      audited = states.size();
    }
  }
}
