package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.server.durability.Client.Call;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.Seeded;

/** A search sees every write that was acknowledged before it. */
final class FreshnessTest {
  private static final int WRITERS = 2;
  private static final int PAIRS_AT_ONCE = 4;

  @TempDir private Path folder;

  @Test
  void aSearchAfterAWriteSeesItWhateverElseIsGoingOn() throws Exception {
    int pairs = Chaos.choose(1_000, 20_000);
    Seeded.trial(seed -> {
      Random random = new Random(seed);
      Ledger ledger = new Ledger();
      Load load = new Load(ledger, WRITERS, 100, random);
      try (ChildServer server = ChildServer.start(folder.resolve("data"));
          Client client = new Client(server.address());
          ExecutorService threads = Executors.newFixedThreadPool(PAIRS_AT_ONCE)) {
        Load.Run writing = load.start(server.address());
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < PAIRS_AT_ONCE; i++) {
          RecordId id = RecordId.model("fresh", "model" + i);
          Random own = new Random(random.nextLong());
          results.add(threads.submit(() -> pairs(client, id, ledger, pairs / PAIRS_AT_ONCE, own)));
        }
        for (Future<?> result : results) {
          result.get();
        }
        writing.stop();
      }
      System.out.printf(
          "%d pairs of a write and a search (seed %d), %d writes beside them: 0 stale%n",
          pairs, seed, ledger.acknowledged());
      assertThat(ledger.acknowledged()).as("writes beside them").isGreaterThan(pairs / 4);
    });
  }

  /** Writes or deletes a record, and searches for its states, time and again. */
  private static Object pairs(Client client, RecordId id, Ledger ledger, int pairs, Random random)
      throws IOException, InterruptedException {
    MetadataRecord before = null;
    for (int i = 0; i < pairs; i++) {
      MetadataRecord now =
          before != null && random.nextInt(5) == 0
              ? null
              : Contents.record(id, ledger.nextNumber(), random);
      Call call = now == null ? Call.of("DELETE", Client.pathOf(id)) : Call.put(now);
      client.send(call).expect(call, 200, 201, 204);
      MetadataRecord shown = now != null ? now : before;
      expectHit(client, shown, now != null);
      if (now != null && before != null && random.nextInt(4) == 0) {
        expectHit(client, before, false);
      }
      before = now;
    }
    return id;
  }

  private static void expectHit(Client client, @Nullable MetadataRecord record, boolean expected)
      throws IOException, InterruptedException {
    if (record == null) {
      return;
    }
    String word = Contents.word(Contents.number(record));
    // In quotes, for a word that no record has would be read as the nearest one that some have.
    String query = '"' + word + '"';
    long total = client.search(query, "&facet=none&highlight=false").get("total").longValue();
    assertThat(total).as("hits for %s of %s", word, record.id()).isEqualTo(expected ? 1 : 0);
  }
}
