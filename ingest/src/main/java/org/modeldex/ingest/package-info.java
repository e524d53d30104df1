/**
 * How files of other tools become records.
 *
 * <p>An {@link org.modeldex.ingest.ImportSession} walks an {@link org.modeldex.ingest.ImportSource}
 * (a folder or a file), shows each file to the {@link org.modeldex.ingest.Importers importers}
 * until one accepts it, and lets every importer read its files together, as {@link
 * org.modeldex.ingest.SourceFiles}. An importer writes mutations and {@link
 * org.modeldex.ingest.Problem}s into a {@link org.modeldex.ingest.Sink}; it never sees the catalog.
 * The session hands the mutations on in bounded batches and counts everything in an {@link
 * org.modeldex.ingest.ImportReport}.
 *
 * <p>Nothing that is read is executed or followed out of the source: links that leave it are not
 * opened, URIs stay text.
 */
@NullMarked
package org.modeldex.ingest;

import org.jspecify.annotations.NullMarked;
