/**
 * Model and dataset cards of Hugging Face: Markdown pages that begin with YAML between lines of
 * three hyphens, and the {@code .eval_results} beside them.
 *
 * <p>{@link org.modeldex.ingest.huggingface.HuggingFaceImporter} finds the cards. A {@code Card} is
 * a page taken apart into front matter and body; {@code CardName} says what it describes; {@code
 * CardReader} makes it a record, with {@code ModelIndex} for its results, {@code EvalResults} for
 * those beside it, and {@code CardText} for what its body says.
 *
 * <p>Format: <a href="https://huggingface.co/docs/hub/model-cards">model cards</a>, <a
 * href="https://huggingface.co/docs/hub/datasets-cards">dataset cards</a>.
 */
@NullMarked
package org.modeldex.ingest.huggingface;

import org.jspecify.annotations.NullMarked;
