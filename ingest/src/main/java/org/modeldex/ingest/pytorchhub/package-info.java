/**
 * Pages of PyTorch Hub: front matter of a fixed form, then a page with the calls that load the
 * models and tables of their results.
 *
 * <p>{@link org.modeldex.ingest.pytorchhub.PyTorchHubImporter} makes a record of each page; {@code
 * ResultTables} takes over its tables, {@code Mentions} finds words of the vocabulary in its prose.
 *
 * <p>Format: <a href="https://github.com/pytorch/hub/blob/master/docs/template.md">template</a>.
 */
@NullMarked
package org.modeldex.ingest.pytorchhub;

import org.jspecify.annotations.NullMarked;
