package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.ingest.BoundedLines;
import org.modeldex.ingest.jsonl.BulkLine;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.store.Commit.Once;
import org.modeldex.store.Mutation;
import org.modeldex.store.Receipt;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;

/**
 * Many writes in one request, one operation a line.
 *
 * <p>Lines are read, submitted and acknowledged in order, with a window of submissions under way,
 * so the store can write many of them in one batch while memory stays bounded. Each line stands for
 * itself: a bad one never loses the others.
 */
final class BulkApi {
  private final Catalog catalog;

  BulkApi(Catalog catalog) {
    this.catalog = catalog;
  }

  void register(RouteRegistrar routes) {
    routes.post(NativeApi.ROOT + "/bulk", Permission.WRITE, RequestBody.NDJSON, this::bulk);
  }

  private void bulk(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    Conditions.none(request);
    String key = Idempotency.key(request);
    BoundedLines lines = new BoundedLines(request.bodyInputStream(), RecordJson.MAX_DOCUMENT_BYTES);
    Run run = new Run(catalog, principal, key);
    while (run.next(lines)) {
      run.awaitRoom();
    }
    run.awaitAll();
    JsonReply.send(request, 200, run::write);
  }

  /** One request under way. Used by one thread. */
  private static final class Run {
    private static final int WINDOW_LINES = 4_096;
    private static final long WINDOW_BYTES = 32L << 20;
    private static final int LINES_BETWEEN_LOOKS = 1_000;
    private static final int MAX_ERRORS = 100;

    private final Catalog catalog;
    private final Principal principal;
    private final @Nullable String key;
    private final Deque<Pending> window = new ArrayDeque<>();
    private final Map<Effect, Long> effects = new EnumMap<>(Effect.class);
    private final List<LineError> errors = new ArrayList<>();
    private long windowBytes;
    private long read;
    private long appended;
    private long rejected;
    private long sequence;

    Run(Catalog catalog, Principal principal, @Nullable String key) {
      this.catalog = catalog;
      this.principal = principal;
      this.key = key;
    }

    private record Pending(
        long line, int bytes, boolean append, CompletableFuture<Receipt> receipt) {}

    private record LineError(long line, String code, String detail) {}

    /** Takes in the next line; false at the end. */
    boolean next(BoundedLines lines) throws IOException {
      byte[] line;
      try {
        line = lines.next();
      } catch (ModeldexException e) {
        read++;
        reject(lines.number(), e);
        return true;
      }
      if (line != null && !isBlank(line)) {
        read++;
        submit(lines.number(), line);
      }
      return line != null;
    }

    private void submit(long number, byte[] line) {
      try {
        Mutation mutation = BulkLine.parse(line);
        Once once = Idempotency.ofLine(key, number, line);
        window.add(
            new Pending(
                number,
                line.length,
                mutation instanceof Mutation.AppendSeries,
                catalog.submit(principal, List.of(mutation), once)));
        windowBytes += line.length;
      } catch (ModeldexException e) {
        reject(number, e);
      }
    }

    /** Waits until the window is no longer full, and the index within reach. */
    void awaitRoom() {
      if (read % LINES_BETWEEN_LOOKS == 0) {
        catalog.awaitRoom();
      }
      while (window.size() >= WINDOW_LINES || windowBytes > WINDOW_BYTES) {
        awaitOldest();
      }
    }

    void awaitAll() {
      while (!window.isEmpty()) {
        awaitOldest();
      }
    }

    private void awaitOldest() {
      Pending oldest = window.remove();
      windowBytes -= oldest.bytes();
      try {
        Receipt receipt = oldest.receipt().join();
        sequence = Math.max(sequence, receipt.sequence());
        for (Outcome outcome : receipt.outcomes()) {
          if (oldest.append()) {
            appended += outcome.effect() == Effect.UPDATED ? 1 : 0;
          } else {
            effects.merge(outcome.effect(), 1L, Long::sum);
          }
        }
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof ModeldexException problem)) {
          throw e;
        }
        reject(oldest.line(), problem);
      }
    }

    private void reject(long line, ModeldexException problem) {
      rejected++;
      if (errors.size() < MAX_ERRORS) {
        errors.add(
            new LineError(line, problem.code().word(), String.valueOf(problem.getMessage())));
      }
    }

    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeNumberField("read", read);
      for (Effect effect : Effect.values()) {
        json.writeNumberField(effect.word(), effects.getOrDefault(effect, 0L));
      }
      json.writeNumberField("appended", appended);
      json.writeNumberField("rejected", rejected);
      json.writeNumberField("sequence", sequence);
      json.writeArrayFieldStart("errors");
      errors.sort(Comparator.comparingLong(LineError::line));
      for (LineError error : errors) {
        json.writeStartObject();
        json.writeNumberField("line", error.line());
        json.writeStringField("code", error.code());
        json.writeStringField("detail", error.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }

    private static boolean isBlank(byte[] line) {
      for (byte b : line) {
        if (b != ' ' && b != '\t') {
          return false;
        }
      }
      return true;
    }
  }
}
