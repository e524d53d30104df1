@NullMarked
package org.modeldex.ingest.tfhub;

import org.jspecify.annotations.NullMarked;
