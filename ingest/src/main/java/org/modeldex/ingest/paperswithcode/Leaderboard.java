package org.modeldex.ingest.paperswithcode;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;

/**
 * What all rows of one table have in common.
 *
 * @param number of the table in its file
 * @param path names of the tasks it is in, outermost first
 * @param categories of these tasks
 * @param dataset null when it has no name
 * @param slug the dataset's canonical name
 * @param subdataset null for a table of the whole dataset
 */
record Leaderboard(
    int number,
    List<String> path,
    List<String> categories,
    @Nullable String dataset,
    Optional<String> slug,
    @Nullable String subdataset) {

  Measurement measurement(String metric, String raw, @Nullable String config) {
    return new Measurement(
        metric,
        dataset,
        null,
        subdataset,
        config,
        raw,
        null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }
}
