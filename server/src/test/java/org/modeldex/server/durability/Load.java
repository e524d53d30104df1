package org.modeldex.server.durability;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.modeldex.record.Kind;
import org.modeldex.record.RecordId;

/**
 * Several clients that write as fast as they can, each records of its own: models, some with
 * versions.
 */
final class Load {
  private final List<LoadClient> clients = new ArrayList<>();

  Load(Ledger ledger, int clients, int recordsPerClient, Random random) {
    for (int client = 0; client < clients; client++) {
      List<Ledger.Entry> own = new ArrayList<>();
      String project = "client" + client;
      for (int i = 0; i < recordsPerClient; i++) {
        RecordId id =
            i % 5 == 4
                ? RecordId.version(project, "model" + i / 10, "v" + i)
                : RecordId.of(Kind.MODEL, project, "model" + i);
        own.add(ledger.open(id));
      }
      this.clients.add(new LoadClient(ledger, own, new Random(random.nextLong())));
    }
  }

  /** Begins to write to a server. */
  Run start(URI server) {
    return new Run(server);
  }

  /** Writing that is going on. */
  final class Run {
    private final Client client;
    private final ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    private final List<Future<?>> results = new ArrayList<>();
    private volatile boolean stopped;

    private Run(URI server) {
      client = new Client(server);
      for (LoadClient one : clients) {
        results.add(threads.submit(() -> write(one)));
      }
    }

    private Object write(LoadClient one) throws InterruptedException {
      try {
        while (!stopped) {
          one.step(client);
        }
        return "stopped";
      } catch (IOException e) {
        return "lost the server";
      }
    }

    /** Lets the clients finish what they are doing. */
    void stop() throws InterruptedException {
      stopped = true;
      await();
    }

    /** Waits until the clients have stopped or lost the server. */
    void await() throws InterruptedException {
      try {
        for (Future<?> result : results) {
          result.get();
        }
      } catch (ExecutionException e) {
        throw new AssertionError("a client failed: " + e.getMessage(), e);
      } finally {
        threads.shutdownNow();
        client.close();
      }
    }
  }
}
