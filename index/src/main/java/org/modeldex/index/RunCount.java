package org.modeldex.index;

import java.io.IOException;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PointValues.IntersectVisitor;
import org.apache.lucene.index.PointValues.PointTree;
import org.apache.lucene.index.PointValues.Relation;

/**
 * Counts a run of metric points from the sizes of the tree's branches: only the leaves at the two
 * ends of the run are read, as {@code PointRangeQuery} does for fields with one value. One run, one
 * thread.
 */
final class RunCount implements IntersectVisitor {
  private final byte[] first;
  private final byte[] last;
  private long count;

  private RunCount(byte[] first, byte[] last) {
    this.first = first;
    this.last = last;
  }

  /** The points from {@code first} to {@code last}, both inclusive, deleted documents included. */
  static long of(PointValues points, byte[] first, byte[] last) throws IOException {
    RunCount run = new RunCount(first, last);
    run.add(points.getPointTree());
    return run.count;
  }

  private void add(PointTree tree) throws IOException {
    switch (compare(tree.getMinPackedValue(), tree.getMaxPackedValue())) {
      case CELL_INSIDE_QUERY -> count += tree.size();
      case CELL_CROSSES_QUERY -> {
        if (tree.moveToChild()) {
          do {
            add(tree);
          } while (tree.moveToSibling());
          tree.moveToParent();
        } else {
          tree.visitDocValues(this);
        }
      }
      case CELL_OUTSIDE_QUERY -> {}
    }
  }

  @Override
  public Relation compare(byte[] least, byte[] most) {
    if (MetricPoints.compare(most, first) < 0 || MetricPoints.compare(least, last) > 0) {
      return Relation.CELL_OUTSIDE_QUERY;
    }
    return MetricPoints.compare(least, first) >= 0 && MetricPoints.compare(most, last) <= 0
        ? Relation.CELL_INSIDE_QUERY
        : Relation.CELL_CROSSES_QUERY;
  }

  @Override
  public void visit(int doc) {
    throw new IllegalStateException("every point is to be visited with its value");
  }

  @Override
  public void visit(int doc, byte[] packed) {
    if (MetricPoints.compare(packed, first) >= 0 && MetricPoints.compare(packed, last) <= 0) {
      count++;
    }
  }
}
