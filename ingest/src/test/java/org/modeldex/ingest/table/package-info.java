@NullMarked
package org.modeldex.ingest.table;

import org.jspecify.annotations.NullMarked;
