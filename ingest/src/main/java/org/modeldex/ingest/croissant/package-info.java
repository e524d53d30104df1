/**
 * Croissant: datasets for machine learning described in JSON-LD, with the words of schema.org and a
 * few of their own.
 *
 * <p>{@link org.modeldex.ingest.croissant.CroissantImporter} makes each file a dataset. {@code
 * JsonLd} knows how names and values are written; {@code DatasetReader} what a dataset is, {@code
 * FilesReader} what its files and {@code RecordsReader} what its columns are.
 *
 * <p>Format: <a href="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html">Croissant
 * 1.1</a>, of which 1.0 and 0.8 differ in little that is taken here.
 */
@NullMarked
package org.modeldex.ingest.croissant;

import org.jspecify.annotations.NullMarked;
