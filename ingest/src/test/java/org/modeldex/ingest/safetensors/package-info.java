@NullMarked
package org.modeldex.ingest.safetensors;

import org.jspecify.annotations.NullMarked;
