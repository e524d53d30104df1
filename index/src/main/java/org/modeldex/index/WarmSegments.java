package org.modeldex.index;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader.CacheHelper;
import org.apache.lucene.index.IndexWriter.IndexReaderWarmer;
import org.apache.lucene.index.LeafReader;

/**
 * Reads the metrics of merged segments on the merging thread, before a refresh needs them. Safe for
 * all threads.
 */
final class WarmSegments implements IndexReaderWarmer {
  private final Map<Object, SegmentMetrics> read = new ConcurrentHashMap<>();

  @Override
  public void warm(LeafReader reader) throws IOException {
    SegmentMetrics metrics = SegmentMetrics.read(reader);
    CacheHelper core = reader.getCoreCacheHelper();
    read.put(core.getKey(), metrics);
    core.addClosedListener(read::remove);
  }

  /** The metrics of a segment, read now if they were not before. */
  SegmentMetrics metrics(LeafReader reader) throws IOException {
    SegmentMetrics ready = read.remove(reader.getCoreCacheHelper().getKey());
    return ready == null ? SegmentMetrics.read(reader) : ready;
  }
}
