package org.modeldex.store.rocksdb;

import java.util.Collections;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.store.PointBounds;
import org.modeldex.store.rocksdb.KeyLayout.SeriesKey;

/**
 * Compares what every series says of itself with its points. It is shown the whole family in the
 * order of its keys. One thread's own.
 */
final class SeriesCheck {
  private final Predicate<RecordId> isCurrent;
  private final Consumer<String> findings;
  private @Nullable Open open;

  SeriesCheck(Predicate<RecordId> isCurrent, Consumer<String> findings) {
    this.isCurrent = isCurrent;
    this.findings = findings;
  }

  /** A series whose points are being counted. */
  private static final class Open {
    private final RecordId id;
    private final String metric;
    private final SeriesHead head;
    private long points;
    private long lastBlock;
    private @Nullable PointBounds bounds;
    private @Nullable MetricPoint latest;

    Open(RecordId id, String metric, SeriesHead head) {
      this.id = id;
      this.metric = metric;
      this.head = head;
    }

    boolean is(SeriesKey key) {
      return id.equals(key.id()) && metric.equals(key.metric());
    }

    boolean takes(long place, PointBlock block) {
      PointBounds own = PointBounds.of(block.points());
      boolean fits = place == points && own.equals(block.bounds());
      lastBlock = place;
      points += block.points().size();
      bounds = bounds == null ? own : bounds.with(own);
      MetricPoint largest = Collections.max(block.points(), MetricPoint.CURVE_ORDER);
      if (latest == null || MetricPoint.CURVE_ORDER.compare(largest, latest) > 0) {
        latest = largest;
      }
      return fits;
    }

    boolean isTrue() {
      return bounds != null
          && latest != null
          && head.equals(new SeriesHead(points, lastBlock, bounds, latest));
    }
  }

  void look(byte[] key, byte[] value) {
    SeriesKey place = KeyLayout.series(key);
    if (place.place() == null) {
      end();
      open = new Open(place.id(), place.metric(), Codec.series(place.id(), place.metric(), value));
      if (!isCurrent.test(place.id())) {
        findings.accept(place.id() + " has a series " + place.metric() + ", but is not there");
      }
    } else if (open == null || !open.is(place)) {
      findings.accept(place.id() + " has points of " + place.metric() + ", but no such series");
    } else if (!open.takes(place.place(), Codec.points(place.id(), place.metric(), value))) {
      findings.accept(
          "the points of "
              + place.metric()
              + " of "
              + place.id()
              + " are not whole at "
              + place.place());
    }
  }

  /** Ends the last series. */
  void end() {
    if (open != null && !open.isTrue()) {
      findings.accept(
          "the series " + open.metric + " of " + open.id + " is not what its points say");
    }
    open = null;
  }
}
