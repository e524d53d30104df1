/** Tests of the import session, and {@link org.modeldex.ingest.Imported} for those of importers. */
@NullMarked
package org.modeldex.ingest;

import org.jspecify.annotations.NullMarked;
