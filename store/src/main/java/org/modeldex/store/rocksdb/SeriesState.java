package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;
import org.modeldex.store.PointBounds;

/**
 * One series while a group of commits is worked out.
 *
 * @param head as it will be; null while there is no point
 * @param stored what is on the disk beneath; null when that counts no more
 * @param blocks those that are new or different, by place
 */
record SeriesState(
    @Nullable SeriesHead head, @Nullable StoredSeries stored, SortedMap<Long, PointBlock> blocks) {

  static final SeriesState EMPTY = new SeriesState(null, null, new TreeMap<>());

  static SeriesState of(StoredSeries stored) {
    return new SeriesState(stored.head(), stored, new TreeMap<>());
  }

  /** The series with those of {@code more} that it does not have; null when it has all. */
  @Nullable SeriesState with(List<MetricPoint> more) {
    Set<MetricPoint> fresh = new LinkedHashSet<>(more);
    known(fresh).forEach(fresh::remove);
    return fresh.isEmpty() ? null : grown(fresh);
  }

  /**
   * Those of {@code points} that the series has. As points mostly come in the order of their steps
   * or times, nearly all lie beyond what was there before, and nothing is read to tell.
   */
  private Set<MetricPoint> known(Set<MetricPoint> points) {
    if (head == null) {
      return Set.of();
    }
    Set<MetricPoint> doubtful = new HashSet<>(points);
    doubtful.removeIf(point -> !head.bounds().hold(point));
    if (doubtful.isEmpty()) {
      return doubtful;
    }
    Set<MetricPoint> known =
        stored == null ? new HashSet<>() : stored.find(doubtful, blocks.keySet());
    for (PointBlock block : blocks.values()) {
      block.points().stream().filter(doubtful::contains).forEach(known::add);
    }
    return known;
  }

  private SeriesState grown(Collection<MetricPoint> fresh) {
    List<MetricPoint> points = new ArrayList<>();
    long place = 0;
    if (head != null) {
      boolean open = head.points() - head.lastBlock() < PointBlock.MIN_POINTS;
      place = open ? head.lastBlock() : head.points();
      points.addAll(open ? lastBlock(head) : List.of());
    }
    points.addAll(fresh);
    SortedMap<Long, PointBlock> grown = new TreeMap<>(blocks);
    for (int i = 0; i < points.size(); i += PointBlock.MAX_POINTS) {
      int end = Math.min(points.size(), i + PointBlock.MAX_POINTS);
      grown.put(place + i, PointBlock.of(points.subList(i, end)));
    }
    return new SeriesState(head(place + points.size(), grown.lastKey(), fresh), stored, grown);
  }

  private List<MetricPoint> lastBlock(SeriesHead before) {
    PointBlock pending = blocks.get(before.lastBlock());
    if (pending != null) {
      return pending.points();
    }
    return stored == null ? List.of() : stored.block(before.lastBlock());
  }

  private SeriesHead head(long points, long lastBlock, Collection<MetricPoint> fresh) {
    PointBounds bounds = PointBounds.of(fresh);
    MetricPoint latest = Collections.max(fresh, MetricPoint.CURVE_ORDER);
    if (head == null) {
      return new SeriesHead(points, lastBlock, bounds, latest);
    }
    boolean later = MetricPoint.CURVE_ORDER.compare(latest, head.latest()) > 0;
    return new SeriesHead(
        points, lastBlock, head.bounds().with(bounds), later ? latest : head.latest());
  }
}
