@NullMarked
package org.modeldex.ingest.gguf;

import org.jspecify.annotations.NullMarked;
