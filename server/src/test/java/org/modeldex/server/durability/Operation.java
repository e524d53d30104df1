package org.modeldex.server.durability;

import org.jspecify.annotations.Nullable;

/**
 * One call to one record and its answer.
 *
 * @param invoked before this moment it cannot have taken effect
 * @param returned after this moment it has; {@link #NEVER} when nobody knows whether it did
 * @param outcome null when there was no answer
 */
record Operation(Call call, @Nullable Outcome outcome, long invoked, long returned) {
  static final long NEVER = Long.MAX_VALUE;

  /** What was asked for. */
  sealed interface Call {
    record Read() implements Call {}

    /** Make this the value, whatever it is now. */
    record Write(String value) implements Call {}

    /** Make this the value if there is none. */
    record Create(String value) implements Call {}

    /** Make this the value if the record exists at this revision. */
    record Swap(long revision, String value) implements Call {}

    /** Delete the record if it exists at this revision. */
    record Remove(long revision) implements Call {}
  }

  /** What was answered. */
  sealed interface Outcome {
    /** The record as it was read. */
    record Found(long revision, String value) implements Outcome {}

    /** There was no record. */
    record Absent() implements Outcome {}

    /** The write took effect and made this revision. */
    record Done(long revision) implements Outcome {}

    /** The record was removed. */
    record Removed() implements Outcome {}

    /** The condition did not hold. */
    record Refused() implements Outcome {}
  }

  /**
   * A record as the contract has it: revisions go on through deletions.
   *
   * @param value null while there is no record
   */
  record State(long revision, @Nullable String value) {
    static final State NEW = new State(0, null);

    private State next(@Nullable String newValue) {
      return new State(revision + 1, newValue);
    }

    private boolean isAt(long expected) {
      return value != null && revision == expected;
    }
  }

  /**
   * The state after this operation if it takes effect in {@code state}; null when its answer is
   * impossible there, or when it has none and would change nothing.
   */
  @Nullable State after(State state) {
    State changed =
        switch (call) {
          case Call.Read read -> null;
          case Call.Write write -> state.next(write.value());
          case Call.Create create -> state.value() == null ? state.next(create.value()) : null;
          case Call.Swap swap -> state.isAt(swap.revision()) ? state.next(swap.value()) : null;
          case Call.Remove remove -> state.isAt(remove.revision()) ? state.next(null) : null;
        };
    return switch (outcome) {
      case null -> changed;
      case Outcome.Found found ->
          state.equals(new State(found.revision(), found.value())) ? state : null;
      case Outcome.Absent absent -> state.value() == null ? state : null;
      case Outcome.Done done ->
          changed != null && changed.revision() == done.revision() ? changed : null;
      case Outcome.Removed removed -> changed;
      case Outcome.Refused refused -> changed == null ? state : null;
    };
  }
}
