@NullMarked
package org.modeldex.ingest.opusmt;

import org.jspecify.annotations.NullMarked;
