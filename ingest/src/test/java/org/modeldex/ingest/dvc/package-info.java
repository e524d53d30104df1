@NullMarked
package org.modeldex.ingest.dvc;

import org.jspecify.annotations.NullMarked;
