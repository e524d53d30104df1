@NullMarked
package org.modeldex.ingest.mteb;

import org.jspecify.annotations.NullMarked;
