package org.modeldex.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.search.SearchIndex.RowReader;

/**
 * Records as points of two numbers, for a chart.
 *
 * @param matching how many records were looked at
 * @param lackingX how many have no finite number for x
 * @param lackingY how many have no finite number for y
 * @param lackingBoth how many have neither; they count in both of the above
 * @param front the points that no other is better than in one number and as good in the other, all
 *     of equals, by ascending x
 * @param cloud the other points, by ascending x; a part of them when there are many
 */
public record TradeOff(
    Axis x,
    Axis y,
    long matching,
    long lackingX,
    long lackingY,
    long lackingBoth,
    List<Point> front,
    List<Point> cloud) {
  private static final Comparator<Point> BY_X =
      Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y).thenComparing(Point::id);

  public TradeOff {
    front = List.copyOf(front);
    cloud = List.copyOf(cloud);
  }

  /** How many records have both numbers. */
  public long plotted() {
    return matching - lackingX - lackingY + lackingBoth;
  }

  /**
   * One of the two numbers.
   *
   * @param by metric key or field
   * @param unit null where there is none
   */
  public record Axis(String by, Column column, Better better, @Nullable String unit) {}

  /**
   * A record.
   *
   * @param id its text form
   */
  public record Point(String id, double x, double y) {}

  /**
   * Collects the rows of a scan whose columns are x and y. The cloud is the same for the same
   * records: those whose ids have the smallest hashes, so that it is a fair sample of all (bottom-k
   * sampling). One thread.
   */
  static final class Collector implements RowReader {
    private final Axis x;
    private final Axis y;
    private final int most;
    private final ParetoFront front;
    private final PriorityQueue<Sampled> sample =
        new PriorityQueue<>(Comparator.<Sampled>naturalOrder().reversed());
    private long matching;
    private long lackingX;
    private long lackingY;
    private long lackingBoth;

    /**
     * A collector that has seen nothing.
     *
     * @param most points of the cloud
     */
    Collector(Axis x, Axis y, int most) {
      this.x = x;
      this.y = y;
      this.most = most;
      this.front = new ParetoFront(x.better(), y.better());
    }

    private record Sampled(int hash, Point point) implements Comparable<Sampled> {
      @Override
      public int compareTo(Sampled other) {
        return hash == other.hash
            ? point.id().compareTo(other.point.id())
            : Integer.compare(hash, other.hash);
      }
    }

    @Override
    public void row(String id, double[] values) {
      matching++;
      boolean hasX = Double.isFinite(values[0]);
      boolean hasY = Double.isFinite(values[1]);
      lackingX += hasX ? 0 : 1;
      lackingY += hasY ? 0 : 1;
      lackingBoth += hasX || hasY ? 0 : 1;
      if (hasX && hasY) {
        Point point = new Point(id, values[0], values[1]);
        front.add(point);
        sample.add(new Sampled(hash(id), point));
        if (sample.size() > most) {
          sample.poll();
        }
      }
    }

    TradeOff tradeOff() {
      List<Point> best = new ArrayList<>(front.points());
      best.sort(BY_X);
      Set<Point> inFront = new HashSet<>(best);
      List<Point> others =
          sample.stream()
              .map(Sampled::point)
              .filter(point -> !inFront.contains(point))
              .sorted(BY_X)
              .toList();
      return new TradeOff(x, y, matching, lackingX, lackingY, lackingBoth, best, others);
    }

    /** The finaliser of MurmurHash3 (Austin Appleby) over the text's own hash, which is fixed. */
    private static int hash(String id) {
      int hash = id.hashCode();
      hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
      hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
      return hash ^ (hash >>> 16);
    }
  }
}
