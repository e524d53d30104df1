@NullMarked
package org.modeldex.ingest.huggingface;

import org.jspecify.annotations.NullMarked;
