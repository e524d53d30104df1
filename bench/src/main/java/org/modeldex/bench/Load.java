package org.modeldex.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the same small job many times from several threads. */
final class Load {
  private Load() {}

  /** What one thread does; opened once per thread, then run again and again. */
  interface Client extends AutoCloseable {
    void run(long i) throws Exception;

    @Override
    void close() throws IOException;
  }

  /** Makes the client of one thread. */
  interface ClientFactory {
    Client open() throws Exception;
  }

  /** How it went. */
  record Result(double perSecond, Latencies latencies) {}

  /** Runs jobs {@code 0} to {@code jobs - 1}, each once, on {@code threads} threads. */
  static Result run(int threads, long jobs, ClientFactory factory) throws Exception {
    Latencies latencies = new Latencies();
    AtomicLong next = new AtomicLong();
    AtomicReference<Exception> failure = new AtomicReference<>();
    List<Thread> running = new ArrayList<>();
    long started = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      running.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Client client = factory.open()) {
                  for (long i = next.getAndIncrement();
                      i < jobs && failure.get() == null;
                      i = next.getAndIncrement()) {
                    long begun = System.nanoTime();
                    client.run(i);
                    latencies.add(System.nanoTime() - begun);
                  }
                } catch (Exception e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread thread : running) {
      thread.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return new Result(jobs / ((System.nanoTime() - started) / 1e9), latencies);
  }
}
