@NullMarked
package org.modeldex.ingest.pytorchhub;

import org.jspecify.annotations.NullMarked;
