package org.modeldex.index;

import org.apache.lucene.index.DirectoryReader;

/**
 * What searches see: a reader and everything that was derived from it beforehand.
 *
 * @param sequence every change up to here is in it
 */
record Snapshot(
    DirectoryReader reader,
    FacetOrdinals facets,
    MetricState metrics,
    Completions completions,
    long sequence) {}
