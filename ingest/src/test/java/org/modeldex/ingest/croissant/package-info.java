@NullMarked
package org.modeldex.ingest.croissant;

import org.jspecify.annotations.NullMarked;
