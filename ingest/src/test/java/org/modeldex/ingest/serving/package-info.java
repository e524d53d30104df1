@NullMarked
package org.modeldex.ingest.serving;

import org.jspecify.annotations.NullMarked;
