/** Whole corpora, where they lie beside the project, against what an independent reader found. */
@NullMarked
package org.modeldex.ingest.fidelity;

import org.jspecify.annotations.NullMarked;
