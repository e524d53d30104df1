package org.modeldex.store;

import java.util.List;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;

/** One thing to be done to one record. */
public sealed interface Mutation {
  RecordId id();

  /**
   * Create or replace. Stamps, revision and readings of {@code record} are ignored. A record that
   * {@link MetadataRecord#sameContent says the same} as the current one changes nothing.
   */
  record Put(MetadataRecord record, Precondition precondition) implements Mutation {
    @Override
    public RecordId id() {
      return record.id();
    }
  }

  /** Delete; fails with NOT_FOUND when there is nothing to delete. History stays. */
  record Delete(RecordId id, Precondition precondition) implements Mutation {}

  /** Append to the statistical aspect of an existing record; else NOT_FOUND. */
  record AppendMeasurements(RecordId id, List<Measurement> measurements) implements Mutation {
    public AppendMeasurements {
      measurements = List.copyOf(measurements);
    }
  }

  /**
   * Append points to the series of an existing record; else NOT_FOUND. A point that its series has
   * already, with the same step, time and value, is not stored again; when all are such, nothing
   * changes. The record makes no revision. Its deletion deletes its series.
   */
  record AppendSeries(RecordId id, List<MetricSeries> series) implements Mutation {
    public AppendSeries {
      series = List.copyOf(series);
    }
  }
}
