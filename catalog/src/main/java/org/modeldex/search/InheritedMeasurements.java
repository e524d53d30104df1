package org.modeldex.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetadataRecord;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.SeriesSummary;

/**
 * Measurements that count for a record though they are not part of it: for a model those of its
 * current version, for a run the latest value of each series whose metric it does not measure
 * itself. Without readings.
 */
public final class InheritedMeasurements {
  private InheritedMeasurements() {}

  public static List<Measurement> of(MetadataRecord record, MetadataStore store) {
    return switch (record.id().kind()) {
      case MODEL ->
          CurrentVersion.of(record.id(), store).map(MetadataRecord::statistical).orElse(List.of());
      case RUN -> latest(record, store);
      default -> List.of();
    };
  }

  private static List<Measurement> latest(MetadataRecord run, MetadataStore store) {
    List<SeriesSummary> series = store.series(run.id());
    if (series.isEmpty()) {
      return List.of();
    }
    Set<String> own = new HashSet<>();
    run.statistical().forEach(measurement -> own.add(measurement.metric()));
    List<Measurement> latest = new ArrayList<>();
    for (SeriesSummary one : series) {
      if (!own.contains(one.metric())) {
        latest.add(latest(one));
      }
    }
    return latest;
  }

  private static Measurement latest(SeriesSummary series) {
    return new Measurement(
        series.metric(),
        null,
        null,
        null,
        null,
        Double.toString(series.latest().value()),
        null,
        series.latest().step(),
        Instant.ofEpochMilli(series.latest().atMillis()),
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }
}
