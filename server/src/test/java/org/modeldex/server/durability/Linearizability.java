package org.modeldex.server.durability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.durability.Operation.State;

/**
 * Whether what several clients saw of one record could have been seen if every operation had taken
 * effect at one moment between its call and its answer; those without an answer at one moment after
 * their call, or never.
 *
 * <p>The search of Wing and Gong with Lowe's memory of states seen ("Testing for linearizability",
 * 2017): of the calls that no answer precedes one is taken, as long as its answer fits; where none
 * fits, the last choice is taken back.
 */
final class Linearizability {
  private final Moment head = new Moment(null, false);
  private final Deque<Choice> choices = new ArrayDeque<>();
  private final Set<Seen> seen = new HashSet<>();
  private final BitSet taken = new BitSet();
  private int unexplained;

  private Linearizability(List<Operation> history) {
    List<Moment> moments = new ArrayList<>();
    for (Operation operation : history) {
      Moment call = new Moment(operation, false);
      call.number = moments.size();
      moments.add(call);
      if (operation.returned() != Operation.NEVER) {
        call.answer = new Moment(operation, true);
        moments.add(call.answer);
        unexplained++;
      }
    }
    moments.sort(Comparator.comparingLong(Moment::time));
    Moment last = head;
    for (Moment moment : moments) {
      moment.linkAfter(last);
      last = moment;
    }
  }

  /** Whether there is an order that explains all answers. */
  static boolean holds(List<Operation> history) {
    return new Linearizability(history).search();
  }

  private record Choice(Moment call, State before) {}

  private record Seen(BitSet taken, State state) {}

  /** A call or an answer, in a list by time. */
  private static final class Moment {
    private final @Nullable Operation operation;
    private final boolean isAnswer;
    private int number;
    private @Nullable Moment answer;
    private @Nullable Moment before;
    private @Nullable Moment next;

    Moment(@Nullable Operation operation, boolean isAnswer) {
      this.operation = operation;
      this.isAnswer = isAnswer;
    }

    long time() {
      return operation == null ? 0 : isAnswer ? operation.returned() : operation.invoked();
    }

    void linkAfter(Moment other) {
      before = other;
      other.next = this;
    }

    /** Leaves the list, remembering its place. */
    void lift() {
      if (before != null) {
        before.next = next;
      }
      if (next != null) {
        next.before = before;
      }
    }

    /** Comes back to its place; in the reverse order of leaving. */
    void putBack() {
      if (before != null) {
        before.next = this;
      }
      if (next != null) {
        next.before = this;
      }
    }
  }

  private boolean search() {
    State state = State.NEW;
    Moment moment = head.next;
    while (unexplained > 0) {
      if (moment == null) {
        throw new IllegalStateException("an answer is missing from the list");
      }
      State after = moment.isAnswer ? null : after(moment, state);
      if (after != null) {
        choices.push(new Choice(moment, state));
        take(moment);
        state = after;
        moment = head.next;
      } else if (!moment.isAnswer) {
        moment = moment.next;
      } else if (choices.isEmpty()) {
        return false;
      } else {
        Choice last = choices.pop();
        giveBack(last.call());
        state = last.before();
        moment = last.call().next;
      }
    }
    return true;
  }

  /** The state after a call, unless it cannot be or was tried from the same point before. */
  private @Nullable State after(Moment call, State state) {
    State after = call.operation == null ? null : call.operation.after(state);
    if (after == null) {
      return null;
    }
    BitSet with = (BitSet) taken.clone();
    with.set(call.number);
    return seen.add(new Seen(with, after)) ? after : null;
  }

  private void take(Moment call) {
    taken.set(call.number);
    call.lift();
    if (call.answer != null) {
      call.answer.lift();
      unexplained--;
    }
  }

  private void giveBack(Moment call) {
    taken.clear(call.number);
    if (call.answer != null) {
      call.answer.putBack();
      unexplained++;
    }
    call.putBack();
  }
}
