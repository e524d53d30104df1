package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modeldex.ingest.ImportJob;
import org.modeldex.ingest.ImportReport;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.cli.ApiClient.Parameter;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/**
 * Finds the records that an earlier import of the same source wrote and that this one did not: what
 * they were made of has vanished.
 *
 * <p>A record belongs to a source when it is in the project that the source goes to and its {@code
 * source.origin} is the source's; where one format was asked for, when it is of that format, too. A
 * source that lost a file or a record, or gave none, shows nothing to have vanished: it is left
 * alone. Used by one thread.
 */
final class Pruning {
  private static final int BATCH = 500;

  private final Set<RecordId> written = new HashSet<>();

  /**
   * What is found.
   *
   * @param vanished records to delete, in key order
   * @param refusals sources that are left alone, with the reason
   */
  record Found(List<RecordId> vanished, List<String> refusals) {
    static final Found NOTHING = new Found(List.of(), List.of());
  }

  /** Notes what this import writes. */
  void keep(List<Mutation> mutations) {
    for (Mutation mutation : mutations) {
      if (mutation instanceof Mutation.Put put) {
        written.add(put.record().id());
      }
    }
  }

  /** Compares what is in the catalogue with what was written. */
  Found find(ApiClient client, ImportReport report) {
    List<RecordId> vanished = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (ImportReport.Outcome outcome : report.outcomes()) {
      String source = outcome.job().source().projectName();
      if (!outcome.complete()) {
        refusals.add(source + ": not pruned, since files or records of it could not be read");
      } else if (outcome.records() == 0) {
        refusals.add(source + ": not pruned, since nothing in it was recognised");
      } else {
        vanished.addAll(vanished(client, outcome.job()));
      }
    }
    return new Found(List.copyOf(vanished), List.copyOf(refusals));
  }

  private List<RecordId> vanished(ApiClient client, ImportJob job) {
    List<RecordId> vanished = new ArrayList<>();
    List<Parameter> project = List.of(new Parameter("project", job.project()));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.open("/export", project), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode record = RecordJson.readTree(line.getBytes(StandardCharsets.UTF_8));
        RecordId id = RecordId.parse(record.path("id").asText());
        if (isOf(job, record.path("source")) && !written.contains(id)) {
          vanished.add(id);
        }
      }
      return vanished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(ImportJob job, JsonNode source) {
    return job.origin() != null
        && source.path("origin").asText().equals(job.origin())
        && (job.format() == null || source.path("format").asText().equals(job.format()));
  }

  /** Deletes records, batch by batch. */
  static void delete(List<RecordId> vanished, Upload upload) {
    for (int i = 0; i < vanished.size(); i += BATCH) {
      upload.accept(
          vanished.subList(i, Math.min(i + BATCH, vanished.size())).stream()
              .<Mutation>map(id -> new Mutation.Delete(id, Precondition.NONE))
              .toList());
    }
  }
}
