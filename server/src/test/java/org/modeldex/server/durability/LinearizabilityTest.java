package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.RecordId;
import org.modeldex.server.durability.Operation.Call;
import org.modeldex.server.durability.Operation.Outcome;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.Seeded;

/** Several clients that change one record see one order of its states, across crashes too. */
final class LinearizabilityTest {
  private static final int CLIENTS = 8;
  private static final int STEPS = 150;
  private static final List<RecordId> RECORDS =
      IntStream.range(0, 3).mapToObj(i -> RecordId.model("contended", "model" + i)).toList();

  @TempDir private Path folder;

  @Test
  void whatEightClientsSeeOfFewRecordsIsOneHistory() throws Exception {
    int lives = Chaos.choose(3, 50);
    Seeded.trial(seed -> {
      Random random = new Random(seed);
      AtomicLong clock = new AtomicLong();
      List<CasClient> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> new CasClient(i, RECORDS, clock, new Random(random.nextLong())))
              .toList();
      for (int life = 0; life < lives; life++) {
        live(clients, random);
      }
      Map<RecordId, List<Operation>> histories = histories(clients);
      histories.forEach((record, history) ->
          assertThat(Linearizability.holds(history)).as("history of " + record).isTrue());
      long unknown = operations(histories).filter(o -> o.outcome() == null).count();
      long changes = operations(histories).filter(o -> o.outcome() instanceof Outcome.Done).count();
      System.out.printf(
          "%d operations of %d clients on %d records (seed %d): %d changes, %d unknown%n",
          operations(histories).count(), CLIENTS, RECORDS.size(), seed, changes, unknown);
      assertThat(changes).isGreaterThan(100);
    });
  }

  /** From a start to a kill while clients are at work. */
  private void live(List<CasClient> clients, Random random) throws Exception {
    try (ChildServer server = ChildServer.start(folder.resolve("data"));
        Client http = new Client(server.address());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      int killAfter = random.nextInt(STEPS / 2, STEPS);
      List<Future<?>> results = new ArrayList<>();
      for (CasClient client : clients) {
        boolean kills = client == clients.getFirst();
        results.add(threads.submit(() -> work(client, http, kills ? killAfter : STEPS * 10)));
      }
      results.getFirst().get();
      server.kill();
      for (Future<?> result : results) {
        result.get();
      }
    }
  }

  private static Object work(CasClient client, Client http, int steps) throws InterruptedException {
    try {
      for (int i = 0; i < steps; i++) {
        client.step(http);
      }
      return "done";
    } catch (IOException e) {
      return "lost the server";
    }
  }

  private static Map<RecordId, List<Operation>> histories(List<CasClient> clients) {
    Map<RecordId, List<Operation>> histories = new HashMap<>();
    for (CasClient client : clients) {
      for (CasClient.Noted noted : client.history()) {
        histories.computeIfAbsent(noted.record(), id -> new ArrayList<>()).add(noted.operation());
      }
    }
    return histories;
  }

  private static java.util.stream.Stream<Operation> operations(
      Map<RecordId, List<Operation>> histories) {
    return histories.values().stream().flatMap(List::stream);
  }

  @Test
  void twoSwapsOfTheSameRevisionAreNoHistory() {
    List<Operation> history =
        List.of(
            operation(new Call.Create("a"), new Outcome.Done(1), 1, 2),
            operation(new Call.Swap(1, "b"), new Outcome.Done(2), 3, 6),
            operation(new Call.Swap(1, "c"), new Outcome.Done(2), 4, 5));
    assertThat(Linearizability.holds(history)).isFalse();
    assertThat(Linearizability.holds(history.subList(0, 2))).isTrue();
  }

  @Test
  void aReadOfWhatWasOvertakenIsNoHistory() {
    Operation create = operation(new Call.Create("a"), new Outcome.Done(1), 1, 2);
    Operation swap = operation(new Call.Swap(1, "b"), new Outcome.Done(2), 3, 4);
    Outcome old = new Outcome.Found(1, "a");
    assertThat(Linearizability.holds(List.of(create, swap, operation(new Call.Read(), old, 5, 6))))
        .isFalse();
    assertThat(Linearizability.holds(List.of(create, swap, operation(new Call.Read(), old, 3, 6))))
        .isTrue();
  }

  @Test
  void aWriteThatIsGoneAfterItWasSeenIsNoHistory() {
    Operation unanswered = operation(new Call.Write("a"), null, 1, Operation.NEVER);
    Operation seen = operation(new Call.Read(), new Outcome.Found(1, "a"), 2, 3);
    Operation gone = operation(new Call.Read(), new Outcome.Absent(), 4, 5);
    assertThat(Linearizability.holds(List.of(unanswered, gone))).isTrue();
    assertThat(Linearizability.holds(List.of(unanswered, seen))).isTrue();
    assertThat(Linearizability.holds(List.of(unanswered, seen, gone))).isFalse();
  }

  @Test
  void aRefusalWithoutReasonIsNoHistory() {
    Operation create = operation(new Call.Create("a"), new Outcome.Done(1), 1, 2);
    Operation refused = operation(new Call.Swap(1, "b"), new Outcome.Refused(), 3, 4);
    assertThat(Linearizability.holds(List.of(create, refused))).isFalse();
  }

  private static Operation operation(
      Call call, @Nullable Outcome outcome, long invoked, long returned) {
    return new Operation(call, outcome, invoked, returned);
  }
}
