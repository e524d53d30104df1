package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.store.PointBounds;
import org.modeldex.store.SeriesSummary;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.KeyLayout.SeriesKey;

/** One series as it is on the disk. Safe for all threads. */
final class StoredSeries {
  /** So many blocks are passed one by one, which is faster than to look for what is behind them. */
  private static final int PASSED = 4;

  private final Database database;
  private final RecordId id;
  private final String metric;

  StoredSeries(Database database, RecordId id, String metric) {
    this.database = database;
    this.id = id;
    this.metric = metric;
  }

  /** All series of a record, ordered by metric. */
  static List<SeriesSummary> all(Database database, RecordId id) {
    List<SeriesSummary> all = new ArrayList<>();
    byte[] prefix = KeyLayout.series(id);
    byte[] end = KeyLayout.behind(prefix);
    try (Cursor cursor = database.range(Family.SERIES, prefix, end)) {
      boolean more = cursor.next();
      int passed = 0;
      while (more) {
        SeriesKey series = KeyLayout.series(id, prefix, cursor.key());
        if (series.place() == null) {
          all.add(Codec.series(id, series.metric(), cursor.value()).summary(series.metric()));
          passed = 0;
        } else {
          passed++;
        }
        byte[] behind =
            passed < PASSED ? null : KeyLayout.behind(KeyLayout.series(id, series.metric()));
        more = behind == null ? cursor.next() : cursor.seek(behind);
      }
    }
    return all;
  }

  /** What the series says of itself; null when it is not there. */
  @Nullable SeriesHead head() {
    byte[] value = database.get(Family.SERIES, KeyLayout.series(id, metric));
    return value == null ? null : Codec.series(id, metric, value);
  }

  /** The points of the block that begins at a place; none when there is no such block. */
  List<MetricPoint> block(long place) {
    byte[] value = database.get(Family.SERIES, KeyLayout.points(id, metric, place));
    return value == null ? List.of() : Codec.points(id, metric, value).points();
  }

  /** Points in the order of their places. */
  List<MetricPoint> points(long from, int limit) {
    List<MetricPoint> points = new ArrayList<>();
    long first = Math.max(0, from - PointBlock.MAX_POINTS + 1);
    try (Cursor cursor = blocks(first)) {
      while (points.size() < limit && cursor.next()) {
        long place = place(cursor);
        List<MetricPoint> block = Codec.points(id, metric, cursor.value()).points();
        int skipped = (int) Math.min(block.size(), Math.max(0, from - place));
        int taken = Math.min(block.size() - skipped, limit - points.size());
        points.addAll(block.subList(skipped, skipped + taken));
      }
    }
    return points;
  }

  /** Those of {@code wanted} that are in a block which does not begin at one of {@code except}. */
  Set<MetricPoint> find(Set<MetricPoint> wanted, Set<Long> except) {
    Set<MetricPoint> found = new HashSet<>();
    PointBounds bounds = PointBounds.of(wanted);
    try (Cursor cursor = blocks(0)) {
      while (found.size() < wanted.size() && cursor.next()) {
        byte[] value = cursor.value();
        if (bounds.meet(Codec.pointBounds(value)) && !except.contains(place(cursor))) {
          Codec.points(id, metric, value).points().stream()
              .filter(wanted::contains)
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private Cursor blocks(long place) {
    return database.range(
        Family.SERIES,
        KeyLayout.points(id, metric, place),
        KeyLayout.behind(KeyLayout.series(id, metric)));
  }

  private static long place(Cursor cursor) {
    byte[] key = cursor.key();
    return new ByteSource(Arrays.copyOfRange(key, key.length - 8, key.length)).eightBytes();
  }
}
