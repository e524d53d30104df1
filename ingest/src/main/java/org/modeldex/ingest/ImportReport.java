package org.modeldex.ingest;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.Kind;

/**
 * What an import read, wrote and left out. Whether a record was new or changed is known only to the
 * catalog that received it.
 *
 * @param filesByFormat files taken for each format, by its name
 * @param filesRead all files that were opened, with those that others refer to
 * @param unrecognised files of no known format
 * @param unrecognisedFiles paths of the first {@value #MAX_LISTED} of them
 * @param passedOver how many files and folders were not looked into, by reason
 * @param records records written, by kind
 * @param deletions records asked to be deleted
 * @param measurements measurements within the records
 * @param points points of series
 * @param losses how many problems lost how much
 * @param problems the first {@value #MAX_LISTED} problems, in order; those of several sources begin
 *     with the source's name
 * @param outcomes what became of each source, in their order
 */
public record ImportReport(
    SequencedMap<String, Long> filesByFormat,
    long filesRead,
    long unrecognised,
    List<String> unrecognisedFiles,
    SequencedMap<String, Long> passedOver,
    SequencedMap<Kind, Long> records,
    long deletions,
    long measurements,
    long points,
    SequencedMap<Loss, Long> losses,
    List<Problem> problems,
    List<Outcome> outcomes) {

  public static final int MAX_LISTED = 1_000;

  /**
   * What became of one source.
   *
   * @param records records written
   * @param complete whether no file and no record was lost
   */
  public record Outcome(ImportJob job, long records, boolean complete) {}

  public ImportReport {
    filesByFormat = sorted(filesByFormat);
    unrecognisedFiles = List.copyOf(unrecognisedFiles);
    passedOver = sorted(passedOver);
    records = sorted(records);
    losses = sorted(losses);
    problems = List.copyOf(problems);
    outcomes = List.copyOf(outcomes);
  }

  /** Whether a whole record or file was left out. */
  public boolean lostRecords() {
    return losses.getOrDefault(Loss.RECORD, 0L) + losses.getOrDefault(Loss.FILE, 0L) > 0;
  }

  /** Records of all kinds. */
  public long totalRecords() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <K extends Comparable<K>> SequencedMap<K, Long> sorted(Map<K, Long> counts) {
    return Collections.unmodifiableSequencedMap(new TreeMap<>(counts));
  }
}
