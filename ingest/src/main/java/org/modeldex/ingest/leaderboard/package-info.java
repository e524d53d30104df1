/**
 * Leaderboards in Markdown: pipe tables with a row for each model and a column for each metric.
 *
 * <p>{@link org.modeldex.ingest.leaderboard.LeaderboardImporter} reads a page with {@code
 * MarkdownPage}; {@code ModelColumns} tells what the columns of a table hold, {@code Setting} what
 * the headings above it say, and {@code PageReader} makes records of the rows.
 */
@NullMarked
package org.modeldex.ingest.leaderboard;

import org.jspecify.annotations.NullMarked;
