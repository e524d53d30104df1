package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.MetricSeries;
import org.modeldex.store.Commit;
import org.modeldex.store.Mutation;

/**
 * A commit whose records are encoded already, so that the writer need not.
 *
 * @param contents one for each {@code Put}, in their order
 */
record PreparedCommit(Commit commit, List<Content> contents) {
  private static final int OVERHEAD = 256;

  static PreparedCommit of(Commit commit) {
    List<Content> contents = new ArrayList<>();
    for (Mutation mutation : commit.mutations()) {
      if (mutation instanceof Mutation.Put put) {
        contents.add(Content.of(put.record()));
      }
    }
    return new PreparedCommit(commit, contents);
  }

  long bytes() {
    long bytes = (long) OVERHEAD * commit.mutations().size();
    for (Mutation mutation : commit.mutations()) {
      if (mutation instanceof Mutation.AppendSeries append) {
        for (MetricSeries series : append.series()) {
          bytes += OVERHEAD + (long) PointBlock.POINT_BYTES * series.points().size();
        }
      }
    }
    for (Content content : contents) {
      bytes += content.json().length;
    }
    return bytes;
  }
}
