@NullMarked
package org.modeldex.ingest.markdown;

import org.jspecify.annotations.NullMarked;
