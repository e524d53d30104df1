/**
 * Jupyter notebooks of formats 3 and 4: what they import, name, set and print. Nothing in them is
 * executed; code is read line by line for what stands there in so many words.
 *
 * <p>{@link org.modeldex.ingest.notebook.NotebookImporter} makes one record of each file from its
 * {@code Cell}s; {@code CodeReader} reads their code, {@code OutputReader} what they printed.
 *
 * <p>Format: <a
 * href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat</a>.
 */
@NullMarked
package org.modeldex.ingest.notebook;

import org.jspecify.annotations.NullMarked;
