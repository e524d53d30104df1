package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.server.durability.Client.Answer;
import org.modeldex.server.durability.Client.Call;
import org.modeldex.server.durability.Ledger.Entry;
import org.modeldex.server.durability.Ledger.Pending;
import org.modeldex.server.durability.Ledger.State;

/**
 * Holds everything a server has stored against the ledger: nothing acknowledged is lost, nothing is
 * there by half, and what was not answered was done wholly or not at all, and once when it is sent
 * again.
 */
final class StoreAudit {
  private static final int THREADS = 4;

  private final Client client;
  private final Ledger ledger;
  private final Set<Long> sequences = new ConcurrentSkipListSet<>();

  private StoreAudit(Client client, Ledger ledger) {
    this.client = client;
    this.ledger = ledger;
  }

  /** Nobody may write meanwhile. */
  static void check(Client client, Ledger ledger) throws IOException, InterruptedException {
    StoreAudit audit = new StoreAudit(client, ledger);
    audit.forEach(ledger.entries(), audit::settle);
    audit.bulksAreKeptUpToSomeLine();
    audit.forEach(ledger.entries(), audit::sendAgain);
    audit.forEach(ledger.entries(), audit::compare);
    audit.sequencesHaveNoGaps();
    audit.countsAgree();
    audit.edgesArriveWhereTheyPoint();
  }

  /** Something that is done for one record. */
  private interface Step {
    void apply(Entry entry) throws IOException, InterruptedException;
  }

  private void forEach(Collection<Entry> entries, Step step) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> results = new ArrayList<>();
      for (Entry entry : entries) {
        results.add(
            threads.submit(() -> {
              step.apply(entry);
              return entry;
            }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Sees what became of a change that was never answered. */
  private void settle(Entry entry) throws IOException, InterruptedException {
    Pending pending = entry.pending();
    if (pending != null) {
      int revisions = history(entry.id()).size();
      if (revisions < entry.revision()) {
        throw wrongRevisions(entry, revisions);
      }
      entry.settle(revisions > entry.revision(), pending);
    }
  }

  /** Lines are applied in order, so the ones that were kept are the first ones. */
  private void bulksAreKeptUpToSomeLine() {
    for (List<Entry> bulk : ledger.takeUnansweredBulks()) {
      List<Boolean> kept = bulk.stream().map(Entry::keptLast).toList();
      int end = kept.indexOf(false);
      assertThat(end < 0 ? List.of() : kept.subList(end, kept.size()))
          .as("lines kept behind the first that was not")
          .doesNotContain(true);
    }
  }

  /** A client that knows not what became of its change sends it again, and it takes effect once. */
  private void sendAgain(Entry entry) throws IOException, InterruptedException {
    Pending unknown = entry.takeUnknown();
    Call again = unknown == null ? null : unknown.again();
    if (again == null) {
      return;
    }
    Answer answer = client.send(again).expect(again, 200, 201, 204);
    if (!entry.keptLast()) {
      entry.send(Objects.requireNonNull(unknown));
      entry.acknowledge(answer.sequence());
    }
  }

  private static AssertionError wrongRevisions(Entry entry, int revisions) {
    return new AssertionError(
        (revisions < entry.revision() ? "LOST: " : "done twice: ")
            + entry.id()
            + " has "
            + revisions
            + " revisions instead of "
            + entry.revision());
  }

  private void compare(Entry entry) throws IOException, InterruptedException {
    RecordId id = entry.id();
    List<JsonNode> history = history(id);
    List<State> states = entry.states();
    if (history.size() != states.size()) {
      throw wrongRevisions(entry, history.size());
    }
    for (int i = 0; i < states.size(); i++) {
      compare(entry, i + 1, history.get(states.size() - 1 - i));
    }
    compareCurrent(entry);
    entry.auditedAll();
  }

  private void compare(Entry entry, int revision, JsonNode line)
      throws IOException, InterruptedException {
    String which = entry.id() + " at revision " + revision;
    State state = entry.states().get(revision - 1);
    State before = revision == 1 ? State.NEVER : entry.states().get(revision - 2);
    String operation =
        state.content() == null ? "delete" : before.content() == null ? "create" : "update";
    long sequence = line.get("sequence").longValue();
    assertThat(line.get("revision").intValue()).as(which).isEqualTo(revision);
    assertThat(line.get("operation").textValue()).as(which).isEqualTo(operation);
    assertThat(sequences.add(sequence)).as("%s has a sequence of its own", which).isTrue();
    if (state.sequence() != 0) {
      assertThat(sequence).as("the sequence of %s", which).isEqualTo(state.sequence());
    }
    if (revision > entry.audited()) {
      compareContent(which, Client.pathOf(entry.id()) + "/revisions/" + revision, state.content());
    }
  }

  private void compareCurrent(Entry entry) throws IOException, InterruptedException {
    String path = Client.pathOf(entry.id());
    Answer answer = compareContent(entry.id().toString(), path, entry.content());
    MetadataRecord content = entry.content();
    if (content != null) {
      assertThat(answer.revision()).as(path).isEqualTo(entry.revision());
    }
    Set<String> expected = new HashSet<>();
    if (content != null) {
      for (LineageEdge edge : content.lineage()) {
        expected.add(entry.id() + " " + edge.relation().word() + " " + edge.target());
      }
    }
    assertThat(edges(entry.id(), "out")).as("edges from %s", entry.id()).isEqualTo(expected);
  }

  private Answer compareContent(String which, String path, @Nullable MetadataRecord expected)
      throws IOException, InterruptedException {
    Answer answer = client.get(path);
    assertThat(answer.status()).as(which).isEqualTo(expected == null ? 404 : 200);
    if (expected != null) {
      MetadataRecord actual = answer.record();
      assertThat(actual.sameContent(expected))
          .as("%s is %s and should be %s", which, actual, expected)
          .isTrue();
    }
    return answer;
  }

  private void sequencesHaveNoGaps() throws IOException, InterruptedException {
    long last = client.json("/status").get("sequence").longValue();
    assertThat(sequences).as("one revision for each change").hasSize((int) last);
    if (last > 0) {
      assertThat(sequences).contains(1L, last);
    }
  }

  private void countsAgree() throws IOException, InterruptedException {
    Map<String, Long> expected = new TreeMap<>();
    for (Entry entry : ledger.entries()) {
      if (entry.content() != null) {
        expected.merge(entry.id().kind().word(), 1L, Long::sum);
      }
    }
    Map<String, Long> actual = new TreeMap<>();
    client
        .json("/status")
        .get("counts")
        .properties()
        .forEach(count -> actual.put(count.getKey(), count.getValue().longValue()));
    assertThat(actual).as("counts by kind").isEqualTo(expected);
    assertThat(client.export()).as("exported records").hasSize((int) sum(expected));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void edgesArriveWhereTheyPoint() throws IOException, InterruptedException {
    Map<RecordId, Set<String>> expected = new TreeMap<>();
    for (int number = 0; number < 4; number++) {
      expected.put(Contents.dataset(number), new HashSet<>());
    }
    for (Entry entry : ledger.entries()) {
      MetadataRecord content = entry.content();
      if (content != null) {
        for (LineageEdge edge : content.lineage()) {
          Objects.requireNonNull(expected.get(edge.target()))
              .add(entry.id() + " " + edge.relation().word() + " " + edge.target());
        }
      }
    }
    for (RecordId target : expected.keySet()) {
      assertThat(edges(target, "in")).as("edges to %s", target).isEqualTo(expected.get(target));
    }
  }

  private Set<String> edges(RecordId id, String direction)
      throws IOException, InterruptedException {
    Set<String> edges = new HashSet<>();
    for (JsonNode edge : client.json(Client.pathOf(id) + "/lineage").get(direction)) {
      edges.add(
          edge.get("from").textValue()
              + ' '
              + edge.get("relation").textValue()
              + ' '
              + edge.get("to").textValue());
    }
    return edges;
  }

  /** The revisions of a record, newest first. */
  private List<JsonNode> history(RecordId id) throws IOException, InterruptedException {
    Call call = Call.of("GET", Client.pathOf(id) + "/history?limit=1000");
    Answer answer = client.send(call).expect(call, 200, 404);
    List<JsonNode> lines = new ArrayList<>();
    if (answer.status() == 200) {
      answer.json().get("revisions").forEach(lines::add);
    }
    return lines;
  }
}
