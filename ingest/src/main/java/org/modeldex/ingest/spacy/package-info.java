/**
 * spaCy's pipelines, described by the {@code meta.json} that every package of one holds.
 *
 * <p>{@link org.modeldex.ingest.spacy.SpacyImporter} makes each file one model. What the package
 * achieves stands in {@code performance} since version 3 (ratios) and in {@code accuracy} before
 * (percent).
 *
 * <p>Format: <a href="https://spacy.io/api/data-formats#meta">meta.json</a>.
 */
@NullMarked
package org.modeldex.ingest.spacy;

import org.jspecify.annotations.NullMarked;
