/**
 * Markdown for importers: {@link org.modeldex.ingest.markdown.MarkdownPage} reads a text into front
 * matter, comments and sections with their tables, links and prose; {@link
 * org.modeldex.ingest.markdown.ModelColumns} finds tables of models and their results among them.
 * The parser's own types stay in this package.
 */
@NullMarked
package org.modeldex.ingest.markdown;

import org.jspecify.annotations.NullMarked;
