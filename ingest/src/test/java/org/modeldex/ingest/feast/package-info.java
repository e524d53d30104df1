@NullMarked
package org.modeldex.ingest.feast;

import org.jspecify.annotations.NullMarked;
