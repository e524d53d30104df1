@NullMarked
package org.modeldex.ingest.mlruns;

import org.jspecify.annotations.NullMarked;
