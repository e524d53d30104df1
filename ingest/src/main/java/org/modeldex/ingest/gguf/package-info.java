/**
 * Weight files in the GGUF format of llama.cpp, of which the header alone is read.
 *
 * <p>Format: <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">GGUF</a>.
 */
@NullMarked
package org.modeldex.ingest.gguf;

import org.jspecify.annotations.NullMarked;
