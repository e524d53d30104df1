package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.store.Change;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Range;
import org.modeldex.store.Revision;
import org.modeldex.store.SeriesSummary;
import org.modeldex.store.StoreStatus;

/**
 * Everything a store answers, to be compared: with another store's, or with its own after a mishap.
 */
record Everything(
    List<MetadataRecord> records,
    List<Change> changes,
    Map<RecordId, List<Revision>> histories,
    Map<String, MetadataRecord> revisions,
    Map<RecordId, List<Edge>> edges,
    Map<RecordId, Map<SeriesSummary, List<MetricPoint>>> series,
    List<String> metricKeys,
    long sequence,
    Map<?, Long> counts) {

  static final Everything NOTHING =
      new Everything(
          List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), 0, Map.of());

  static Everything of(MetadataStore store) {
    StoreStatus status = store.status();
    List<Change> changes = new ArrayList<>();
    long after = status.trimmedTo();
    while (after < status.sequence()) {
      changes.addAll(store.changes(after, 1_000));
      after = changes.getLast().sequence();
    }
    List<MetadataRecord> records = store.list(Range.ALL, null, 1_000_000);
    List<RecordId> ids = new ArrayList<>(changes.stream().map(Change::id).distinct().toList());
    records.stream().map(MetadataRecord::id).filter(id -> !ids.contains(id)).forEach(ids::add);
    Map<RecordId, List<Revision>> histories = new HashMap<>();
    Map<String, MetadataRecord> revisions = new HashMap<>();
    Map<RecordId, List<Edge>> edges = new HashMap<>();
    Map<RecordId, Map<SeriesSummary, List<MetricPoint>>> series = new HashMap<>();
    for (RecordId id : ids) {
      Map<SeriesSummary, List<MetricPoint>> own = new HashMap<>();
      store
          .series(id)
          .forEach(summary -> own.put(summary, store.points(id, summary.metric(), 0, 1_000_000)));
      series.put(id, own);
      List<Revision> history = store.history(id, Long.MAX_VALUE, 1_000_000);
      histories.put(id, history);
      history.forEach(line ->
          store
              .revision(id, line.revision())
              .ifPresent(record -> revisions.put(id + " " + line.revision(), record)));
      edges.put(id, new ArrayList<>(store.edges(id, Direction.OUT, null, 1_000_000)));
      edges
          .computeIfAbsent(id, key -> new ArrayList<>())
          .addAll(store.edges(id, Direction.IN, null, 1_000_000));
    }
    return new Everything(
        records,
        changes,
        histories,
        revisions,
        edges,
        series,
        store.metricKeys(),
        status.sequence(),
        status.counts());
  }
}
