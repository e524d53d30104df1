package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.IndexChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing side of the index. A writer that met an I/O error is thrown away with everything
 * since the last commit; the next update opens another. Meanwhile searches go on. Safe for all
 * threads, one at a time.
 */
final class IndexUpdates {
  /** So many changes are worth the work of several cores. */
  private static final int MANY = 100;

  private static final Logger log = LoggerFactory.getLogger(IndexUpdates.class);

  private final Directory directory;
  private final IndexAnalyzer analyzer;
  private final IndexOptions options;
  private final RecordDocuments documents;
  private final WarmSegments warmed = new WarmSegments();
  private @Nullable IndexWriter writer;
  private boolean closed;
  private long applied;
  private boolean uncommitted;
  private String embeddingModel = "";
  private volatile long durable;

  /**
   * Opens the directory.
   *
   * @param committed what it holds, whose segments the writer goes on from; null when it is empty
   */
  IndexUpdates(
      Directory directory,
      IndexAnalyzer analyzer,
      IndexOptions options,
      @Nullable Snapshot committed)
      throws IOException {
    this.directory = directory;
    this.analyzer = analyzer;
    this.options = options;
    this.documents = new RecordDocuments(options.vocabulary(), options.dictionary(), analyzer);
    this.writer = openWriter(committed == null ? null : committed.reader());
  }

  private IndexWriter openWriter(@Nullable DirectoryReader from) throws IOException {
    boolean isNew = !DirectoryReader.indexExists(directory);
    IndexCommit last =
        isNew
            ? IndexCommit.of(-1, options, "")
            : IndexCommit.read(SegmentInfos.readLatestCommit(directory).getUserData());
    IndexWriterConfig config =
        new IndexWriterConfig(analyzer)
            .setCodec(new QuantizedVectorsCodec())
            .setRAMBufferSizeMB(options.bufferMegabytes())
            .setMergedSegmentWarmer(warmed)
            .setIndexCommit(from == null ? null : from.getIndexCommit())
            .setMaxFullFlushMergeWaitMillis(0)
            .setCommitOnClose(false);
    IndexWriter opened = new IndexWriter(directory, config);
    embeddingModel = last.embeddingModel();
    if (isNew) {
      commit(opened, -1);
    }
    applied = last.sequence();
    durable = last.sequence();
    uncommitted = false;
    return opened;
  }

  /**
   * Writes out what the cores have indexed, each a buffer of its own: a commit alone would write
   * one after the other.
   */
  private static void flush(IndexWriter target) {
    if (target.numRamDocs() < MANY) {
      return;
    }
    IntStream.range(0, ForkJoinPool.getCommonPoolParallelism() + 1)
        .parallel()
        .forEach(buffer -> {
          try {
            target.flushNextBuffer();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void commit(IndexWriter target, long sequence) throws IOException {
    flush(target);
    IndexCommit commit = IndexCommit.of(sequence, options, embeddingModel);
    target.setLiveCommitData(commit.toUserData().entrySet());
    target.commit();
  }

  /** What searches see of an index that is empty or was just opened. */
  synchronized Snapshot firstSnapshot() {
    return writing(open -> Snapshot.first(DirectoryReader.open(open), options, applied));
  }

  synchronized void apply(List<IndexChange> changes, long sequence) {
    writing(open -> {
      documents.internMetrics(
          changes.stream()
              .filter(IndexChange.Index.class::isInstance)
              .map(change -> ((IndexChange.Index) change).document())
              .toList());
      // No two changes are of one id, so their order does not matter.
      (changes.size() < MANY ? changes.stream() : changes.parallelStream())
          .forEach(change -> write(open, change));
      applied = sequence;
      uncommitted = true;
      return sequence;
    });
  }

  private void write(IndexWriter open, IndexChange change) {
    try {
      switch (change) {
        case IndexChange.Index index ->
            open.updateDocument(
                RecordDocuments.term(index.id()), documents.document(index.document()));
        case IndexChange.Remove remove -> open.deleteDocuments(RecordDocuments.term(remove.id()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What searches see once everything applied is visible. Null when nothing is new, or while an
   * index that lost updates has not caught up with it again.
   */
  synchronized @Nullable Snapshot snapshotAfter(Snapshot before) {
    return writing(open -> {
      if (applied < before.sequence()) {
        return null;
      }
      DirectoryReader reader = DirectoryReader.openIfChanged(before.reader(), open);
      if (reader != null) {
        return before.next(reader, options, warmed, applied);
      }
      return applied == before.sequence() ? null : before.upTo(applied);
    });
  }

  synchronized void commit() {
    writing(open -> {
      if (uncommitted) {
        commit(open, applied);
        durable = applied;
        uncommitted = false;
      }
      return durable;
    });
  }

  /** Removes everything, durably, but not from what searches see. */
  synchronized void startOver() {
    writing(open -> {
      open.deleteAll();
      embeddingModel = "";
      commit(open, -1);
      applied = -1;
      durable = -1;
      uncommitted = false;
      return durable;
    });
  }

  long durableSequence() {
    return durable;
  }

  long sizeBytes() throws IOException {
    return IndexFolder.sizeBytes(directory);
  }

  synchronized void close() {
    closed = true;
    discardWriter();
    try {
      directory.close();
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "closing the index failed: " + e, e);
    }
  }

  /** Something that is done with the writer. */
  private interface Update<T extends @Nullable Object> {
    T with(IndexWriter open) throws IOException;
  }

  private <T extends @Nullable Object> T writing(Update<T> update) {
    if (closed) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the index is closed");
    }
    try {
      return update.with(usable());
    } catch (IOException | UncheckedIOException | AlreadyClosedException e) {
      discardWriter();
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE,
          "the index cannot be written; it goes on from change " + durable + ": " + e,
          e);
    }
  }

  private IndexWriter usable() throws IOException {
    IndexWriter open = writer;
    if (open == null) {
      open = openWriter(null);
      writer = open;
      log.info("the index can be written again, from change {} on", durable);
    }
    return open;
  }

  private void discardWriter() {
    IndexWriter open = writer;
    writer = null;
    if (open != null) {
      try {
        open.rollback();
      } catch (IOException | RuntimeException e) {
        log.warn("closing the index writer failed: {}", e.toString());
      }
    }
  }
}
