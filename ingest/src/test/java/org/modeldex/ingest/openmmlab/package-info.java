@NullMarked
package org.modeldex.ingest.openmmlab;

import org.jspecify.annotations.NullMarked;
