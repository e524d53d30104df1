/**
 * Tables of any shape: CSV, TSV, JSON and JSON Lines, read by a mapping that says what their
 * columns hold.
 *
 * <p>{@link org.modeldex.ingest.table.TableImporter} takes a table by the mapping it was given, or
 * by the one that {@code TableGuess} makes of its header and first rows. {@code MappingReader} and
 * {@code MappingWriter} know the YAML form of a {@code TableMapping}. {@code Layout} says how a
 * table is written, {@code Rows} gives its rows ({@code DelimitedRows}, {@code JsonRows}), and
 * {@code TableReader} makes records of them, each with an {@code Entrant}.
 */
@NullMarked
package org.modeldex.ingest.table;

import org.jspecify.annotations.NullMarked;
