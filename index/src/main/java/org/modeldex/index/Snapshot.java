package org.modeldex.index;

import java.util.concurrent.CompletableFuture;
import org.apache.lucene.index.DirectoryReader;

/**
 * What searches see: a reader and everything that was derived from it beforehand.
 *
 * @param preparing the completions, which searches need not wait for when an index is opened
 * @param sequence every change up to here is in it
 */
record Snapshot(
    DirectoryReader reader,
    FacetOrdinals facets,
    MetricState metrics,
    CompletableFuture<Completions> preparing,
    long sequence) {

  /** Everything but names that can be suggested; waits for it after opening an index. */
  Completions completions() {
    return preparing.join();
  }
}
