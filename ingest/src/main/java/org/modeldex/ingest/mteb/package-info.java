/**
 * Results of the embedding benchmark MTEB, in the format of today and in the one before version
 * 1.11, with the {@code model_meta.json} beside them.
 *
 * <p>{@link org.modeldex.ingest.mteb.MtebImporter} gathers the files of one model after another, by
 * their {@code Place}; {@code ScoreFile} reads the results of one task, {@code ModelMeta} what is
 * known of the model.
 *
 * <p>Format: <a href="https://github.com/embeddings-benchmark/results">results repository</a>.
 */
@NullMarked
package org.modeldex.ingest.mteb;

import org.jspecify.annotations.NullMarked;
