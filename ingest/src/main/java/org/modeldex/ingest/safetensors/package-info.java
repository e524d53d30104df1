/**
 * Weight files in the safetensors format, of which the header alone is read.
 *
 * <p>Format: <a href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
@NullMarked
package org.modeldex.ingest.safetensors;

import org.jspecify.annotations.NullMarked;
