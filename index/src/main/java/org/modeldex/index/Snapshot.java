package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.lucene.index.DirectoryReader;

/**
 * What searches see: a reader and everything that was derived from it beforehand.
 *
 * @param preparing the completions, which searches need not wait for when an index is opened
 * @param filterSets what filters let pass, as far as searches asked
 * @param sequence every change up to here is in it
 */
record Snapshot(
    DirectoryReader reader,
    FacetOrdinals facets,
    MetricState metrics,
    CompletableFuture<Completions> preparing,
    FilterSets filterSets,
    long sequence) {

  /** What is read of an index before there is a writer for it; closes the reader if that fails. */
  static Snapshot committed(DirectoryReader reader, IndexOptions options) throws IOException {
    IndexCommit commit = IndexCommit.read(reader.getIndexCommit().getUserData());
    return first(reader, options, commit.sequence());
  }

  /** Reads everything; closes the reader if that fails. */
  static Snapshot first(DirectoryReader reader, IndexOptions options, long sequence)
      throws IOException {
    return closingOnFailure(
        reader,
        () -> {
          CompletableFuture<MetricState> metrics =
              CompletableFuture.supplyAsync(() -> allMetrics(reader));
          FacetOrdinals facets = FacetOrdinals.of(reader);
          CompletableFuture<Completions> completions =
              CompletableFuture.supplyAsync(() ->
                  Completions.of(options.vocabulary()).refreshed(facets, options.dictionary()));
          return new Snapshot(
              reader,
              facets,
              joined(metrics),
              completions,
              new FilterSets(),
              Math.max(0, sequence));
        });
  }

  /** What was read on another thread, or the error that it met there. */
  private static MetricState joined(CompletableFuture<MetricState> reading) throws IOException {
    try {
      return reading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException problem) {
        throw problem.getCause();
      }
      throw e;
    }
  }

  private static MetricState allMetrics(DirectoryReader reader) {
    try {
      return MetricState.of(reader, null, new WarmSegments());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what is new; closes the reader if that fails.
   *
   * @param warmed segments that were read ahead
   */
  Snapshot next(DirectoryReader newer, IndexOptions options, WarmSegments warmed, long newSequence)
      throws IOException {
    return closingOnFailure(
        newer,
        () -> {
          FacetOrdinals newFacets = facets.refreshed(newer);
          return new Snapshot(
              newer,
              newFacets,
              MetricState.of(newer, metrics, warmed),
              CompletableFuture.completedFuture(
                  completions().refreshed(newFacets, options.dictionary())),
              new FilterSets(),
              newSequence);
        });
  }

  /** The same, seen to reflect more changes. */
  Snapshot upTo(long newSequence) {
    reader.incRef();
    return new Snapshot(reader, facets, metrics, preparing, filterSets, newSequence);
  }

  private interface Reading {
    Snapshot snapshot() throws IOException;
  }

  private static Snapshot closingOnFailure(DirectoryReader reader, Reading reading)
      throws IOException {
    try {
      return reading.snapshot();
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Everything but names that can be suggested; waits for it after opening an index. */
  Completions completions() {
    return preparing.join();
  }
}
