package org.modeldex.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.modeldex.ingest.jsonl.BulkLine;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation;

/** Where an import's mutations go, and what became of them. To be called by one thread. */
sealed interface Upload extends AutoCloseable {
  /**
   * Writes the mutations, in their order, though perhaps later: what goes wrong is thrown by a
   * later call.
   */
  void accept(List<Mutation> mutations);

  /** What became of all that was accepted; waits until it is written. */
  Totals totals();

  @Override
  void close();

  /**
   * What became of mutations.
   *
   * @param rejections the first 1,000 records that were not taken, with the reasons
   */
  record Totals(
      long created,
      long updated,
      long unchanged,
      long deleted,
      long rejected,
      List<String> rejections) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, List.of());
  }

  /** Forgets everything: for trying an import out. */
  final class Nowhere implements Upload {
    @Override
    public void accept(List<Mutation> mutations) {}

    @Override
    public Totals totals() {
      return Totals.NONE;
    }

    @Override
    public void close() {}
  }

  /** Writes through the bulk call, while the caller reads on. */
  final class ToCatalog implements Upload {
    private static final int MAX_REJECTIONS = 1_000;

    private final ApiClient client;
    private final ExecutorService sender =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("upload").factory());
    private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
    private final List<String> rejections = new ArrayList<>();
    private long created;
    private long updated;
    private long unchanged;
    private long deleted;
    private long rejected;

    ToCatalog(ApiClient client) {
      this.client = client;
    }

    @Override
    public void accept(List<Mutation> mutations) {
      awaitSent();
      sent = CompletableFuture.runAsync(() -> send(mutations), sender);
    }

    private void awaitSent() {
      try {
        sent.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    private void send(List<Mutation> mutations) {
      JsonNode answer = client.post("/bulk", "application/x-ndjson", lines(mutations));
      created += answer.path("created").asLong();
      updated += answer.path("updated").asLong();
      unchanged += answer.path("unchanged").asLong();
      deleted += answer.path("deleted").asLong();
      rejected += answer.path("rejected").asLong();
      for (JsonNode error : answer.path("errors")) {
        if (rejections.size() < MAX_REJECTIONS) {
          Mutation mutation = mutations.get(error.path("line").asInt() - 1);
          rejections.add(mutation.id() + ": " + error.path("detail").asText());
        }
      }
    }

    @Override
    public void close() {
      sender.shutdown();
    }

    @Override
    public Totals totals() {
      awaitSent();
      return new Totals(created, updated, unchanged, deleted, rejected, List.copyOf(rejections));
    }

    private static byte[] lines(List<Mutation> mutations) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
      for (Mutation mutation : mutations) {
        try (JsonGenerator json = RecordJson.generator(out)) {
          write(json, mutation);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        out.write('\n');
      }
      return out.toByteArray();
    }

    private static void write(JsonGenerator json, Mutation mutation) throws IOException {
      switch (mutation) {
        case Mutation.Put put -> {
          json.writeStartObject();
          json.writeStringField("op", "put");
          json.writeFieldName("record");
          RecordJson.write(json, put.record());
          json.writeEndObject();
        }
        case Mutation.Delete delete -> {
          json.writeStartObject();
          json.writeStringField("op", "delete");
          json.writeStringField("id", delete.id().toString());
          json.writeEndObject();
        }
        case Mutation.AppendSeries append -> BulkLine.write(json, append);
        case Mutation.AppendMeasurements append ->
            throw new IllegalStateException("importers write whole records: " + append.id());
      }
    }
  }
}
