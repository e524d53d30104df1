/**
 * Result and speed tables of the timm library, as its repository keeps them in {@code results}.
 *
 * <p>{@link org.modeldex.ingest.timm.TimmImporter} reads each {@code ResultTable} of a folder and
 * gathers what all say of one model in one record.
 *
 * <p>Format: <a
 * href="https://github.com/huggingface/pytorch-image-models/tree/main/results">results</a>.
 */
@NullMarked
package org.modeldex.ingest.timm;

import org.jspecify.annotations.NullMarked;
