@NullMarked
package org.modeldex.ingest.cyclonedx;

import org.jspecify.annotations.NullMarked;
