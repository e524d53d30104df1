package org.modeldex.server.durability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.server.durability.Client.Answer;
import org.modeldex.server.durability.Operation.Call;
import org.modeldex.server.durability.Operation.Outcome;

/** One of several clients that change the same few records and note what they saw. */
final class CasClient {
  private final int number;
  private final List<RecordId> records;
  private final AtomicLong clock;
  private final Random random;
  private final List<Noted> history = new ArrayList<>();
  private final long[] lastSeen;
  private long values;

  CasClient(int number, List<RecordId> records, AtomicLong clock, Random random) {
    this.number = number;
    this.records = records;
    this.clock = clock;
    this.random = random;
    this.lastSeen = new long[records.size()];
  }

  /** An operation and its record. */
  record Noted(RecordId record, Operation operation) {}

  List<Noted> history() {
    return history;
  }

  /** Does one thing to one record; an IOException means that its outcome is not known. */
  void step(Client client) throws IOException, InterruptedException {
    int which = random.nextInt(records.size());
    RecordId record = records.get(which);
    Call call = choose(lastSeen[which]);
    long invoked = clock.incrementAndGet();
    try {
      Outcome outcome = outcome(call, client.send(request(record, call)));
      note(record, new Operation(call, outcome, invoked, clock.incrementAndGet()));
      lastSeen[which] =
          switch (outcome) {
            case Outcome.Found found -> found.revision();
            case Outcome.Done done -> done.revision();
            case Outcome.Absent absent -> lastSeen[which];
            case Outcome.Removed removed -> lastSeen[which] + 1;
            case Outcome.Refused refused -> lastSeen[which];
          };
    } catch (IOException e) {
      note(record, new Operation(call, null, invoked, Operation.NEVER));
      throw e;
    }
  }

  private void note(RecordId record, Operation operation) {
    history.add(new Noted(record, operation));
  }

  private Call choose(long revision) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new Call.Read();
      case 3 -> new Call.Write(newValue());
      case 4 -> new Call.Create(newValue());
      case 5 -> new Call.Remove(revision);
      default -> new Call.Swap(revision, newValue());
    };
  }

  private String newValue() {
    return "value " + ++values + " of client " + number;
  }

  private static Client.Call request(RecordId record, Call call) {
    String path = Client.pathOf(record);
    return switch (call) {
      case Call.Read read -> Client.Call.of("GET", path);
      case Call.Write write -> put(record, write.value());
      case Call.Create create -> put(record, create.value()).with("If-None-Match", "*");
      case Call.Swap swap ->
          put(record, swap.value()).with("If-Match", "\"" + swap.revision() + "\"");
      case Call.Remove remove ->
          Client.Call.of("DELETE", path).with("If-Match", "\"" + remove.revision() + "\"");
    };
  }

  private static Client.Call put(RecordId record, String value) {
    return Client.Call.put(MetadataRecord.builder(record).description(value).build());
  }

  private static Outcome outcome(Call call, Answer answer) {
    return switch (answer.status()) {
      case 200, 201 ->
          call instanceof Call.Read
              ? new Outcome.Found(answer.revision(), value(answer))
              : new Outcome.Done(answer.revision());
      case 204 -> new Outcome.Removed();
      case 404 -> call instanceof Call.Read ? new Outcome.Absent() : new Outcome.Refused();
      case 409, 412 -> new Outcome.Refused();
      default -> throw new AssertionError(call + " was answered by " + answer.body());
    };
  }

  private static String value(Answer answer) {
    @Nullable String value = answer.record().description();
    return value == null ? "" : value;
  }
}
