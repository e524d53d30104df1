package org.modeldex.server.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.durability.Client.Answer;
import org.modeldex.server.durability.Client.Call;
import org.modeldex.server.durability.Ledger.Entry;
import org.modeldex.server.durability.Ledger.Pending;

/**
 * One client of a load: does one thing after the other to its own records and writes down in the
 * ledger what it sends before it sends it, and what it was told. An IOException means that it does
 * not know what became of the last thing.
 */
final class LoadClient {
  private static final int STORE_FULL = 507;
  private static final int UNAVAILABLE = 503;
  private static final long PAUSE_WHEN_FULL_MILLIS = 20;

  private final Ledger ledger;
  private final List<Entry> own;
  private final Random random;

  LoadClient(Ledger ledger, List<Entry> own, Random random) {
    this.ledger = ledger;
    this.own = own;
    this.random = random;
  }

  void step(Client client) throws IOException, InterruptedException {
    Entry entry = own.get(random.nextInt(own.size()));
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> put(client, entry);
      case 5, 6 -> putConditionally(client, entry);
      case 7 -> putOnWrongCondition(client, entry);
      case 8 -> putTheSame(client, entry);
      case 9, 10 -> delete(client, entry);
      case 11, 12, 13 -> append(client, entry);
      default -> bulk(client);
    }
  }

  private MetadataRecord content(Entry entry) {
    return Contents.record(entry.id(), ledger.nextNumber(), random);
  }

  private Call keyed(Call call) {
    return call.with("Idempotency-Key", "key-" + ledger.nextNumber());
  }

  private void put(Client client, Entry entry) throws IOException, InterruptedException {
    MetadataRecord content = content(entry);
    boolean keyed = random.nextBoolean();
    Call call = keyed ? keyed(Call.put(content)) : Call.put(content);
    change(client, entry, call, new Pending(content, keyed ? call : null));
  }

  private void putConditionally(Client client, Entry entry)
      throws IOException, InterruptedException {
    MetadataRecord content = content(entry);
    Call call =
        keyed(
            entry.content() == null
                ? Call.put(content).with("If-None-Match", "*")
                : Call.put(content).with("If-Match", "\"" + entry.revision() + "\""));
    change(client, entry, call, new Pending(content, call));
  }

  private void putOnWrongCondition(Client client, Entry entry)
      throws IOException, InterruptedException {
    boolean exists = entry.content() != null;
    Call call =
        exists && random.nextBoolean()
            ? Call.put(content(entry)).with("If-None-Match", "*")
            : Call.put(content(entry)).with("If-Match", "\"" + (entry.revision() + 1) + "\"");
    send(client, call).expect(call, 409, 412, STORE_FULL);
  }

  private void putTheSame(Client client, Entry entry) throws IOException, InterruptedException {
    MetadataRecord content = entry.content();
    if (content == null) {
      return;
    }
    Call call = Call.put(content);
    Answer answer = send(client, call).expect(call, 200, STORE_FULL);
    if (answer.status() == 200) {
      checkRevision(entry, answer.revision(), entry.revision());
      entry.unchanged();
    }
  }

  private void delete(Client client, Entry entry) throws IOException, InterruptedException {
    if (entry.content() != null) {
      Call call = keyed(Call.of("DELETE", Client.pathOf(entry.id())));
      change(client, entry, call, new Pending(null, call));
    }
  }

  private void append(Client client, Entry entry) throws IOException, InterruptedException {
    MetadataRecord content = entry.content();
    if (content == null || content.statistical().size() > 50) {
      return;
    }
    List<Measurement> more = Contents.measurements(random);
    List<Measurement> all = new ArrayList<>(content.statistical());
    all.addAll(more);
    JsonNode array =
        RecordJson.readTree(RecordJson.toBytes(content.withStatistical(more))).get("statistical");
    Call call =
        keyed(
            new Call(
                    "POST",
                    Client.pathOf(entry.id()) + "/measurements",
                    array.toString(),
                    List.of())
                .with("Content-Type", "application/json"));
    change(client, entry, call, new Pending(content.withStatistical(all), call));
  }

  /** Sends; a server that stops and cannot tell what is on its disk is as good as lost. */
  private static Answer send(Client client, Call call) throws IOException, InterruptedException {
    Answer answer = client.send(call);
    if (answer.status() == UNAVAILABLE) {
      throw new IOException("the server stops: " + answer.body());
    }
    return answer;
  }

  private void change(Client client, Entry entry, Call call, Pending pending)
      throws IOException, InterruptedException {
    entry.send(pending);
    Answer answer = send(client, call).expect(call, 200, 201, 204, STORE_FULL);
    if (answer.status() == STORE_FULL) {
      entry.refuse();
      Thread.sleep(PAUSE_WHEN_FULL_MILLIS);
    } else {
      entry.acknowledge(answer.sequence());
      if (answer.status() != 204) {
        checkRevision(entry, answer.revision(), entry.revision());
      }
    }
  }

  private static void checkRevision(Entry entry, long actual, long expected) {
    if (actual != expected) {
      throw new AssertionError(
          entry.id() + " is at revision " + actual + " instead of " + expected);
    }
  }

  private void bulk(Client client) throws IOException, InterruptedException {
    List<Entry> some = new ArrayList<>(own);
    Collections.shuffle(some, random);
    some = some.subList(0, 1 + random.nextInt(some.size() / 2));
    StringBuilder lines = new StringBuilder();
    for (Entry entry : some) {
      lines.append(line(entry)).append('\n');
    }
    Call call =
        new Call("POST", "/bulk", lines.toString(), List.of())
            .with("Content-Type", "application/x-ndjson");
    Answer answer;
    try {
      answer = send(client, call);
    } catch (IOException e) {
      ledger.unansweredBulk(some);
      throw e;
    }
    JsonNode report = answer.expect(call, 200).json();
    if (report.toString().contains("\"code\":\"unavailable\"")) {
      ledger.unansweredBulk(some);
      throw new IOException("the server stops and cannot tell what is on its disk");
    }
    settle(some, report);
  }

  private String line(Entry entry) {
    @Nullable MetadataRecord current = entry.content();
    if (current != null && random.nextInt(4) == 0) {
      entry.send(new Pending(null, null));
      return "{\"op\":\"delete\",\"id\":\"" + entry.id() + "\"}";
    }
    MetadataRecord content = content(entry);
    entry.send(new Pending(content, null));
    return "{\"op\":\"put\",\"record\":" + new String(RecordJson.toBytes(content), UTF_8) + '}';
  }

  /** Lines are refused only for lack of space, and the report says which. */
  private static void settle(List<Entry> some, JsonNode report) {
    boolean[] refused = new boolean[some.size()];
    for (JsonNode error : report.get("errors")) {
      if (!error.get("code").textValue().equals("store-full")) {
        throw new AssertionError("a line was refused: " + report);
      }
      refused[error.get("line").intValue() - 1] = true;
    }
    for (int i = 0; i < refused.length; i++) {
      if (refused[i]) {
        some.get(i).refuse();
      } else {
        some.get(i).acknowledge(0);
      }
    }
  }
}
