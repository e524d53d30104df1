/**
 * OPUS-MT: a folder for each pair of languages, its {@code README.md} a list of releases with
 * tables of test sets.
 *
 * <p>{@link org.modeldex.ingest.opusmt.OpusMtImporter} makes each page a model, which says what its
 * newest release says, and each release a version of it.
 *
 * <p>Format: <a href="https://github.com/Helsinki-NLP/OPUS-MT-train">OPUS-MT-train</a>.
 */
@NullMarked
package org.modeldex.ingest.opusmt;

import org.jspecify.annotations.NullMarked;
