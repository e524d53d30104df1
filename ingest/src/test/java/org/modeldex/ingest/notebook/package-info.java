@NullMarked
package org.modeldex.ingest.notebook;

import org.jspecify.annotations.NullMarked;
