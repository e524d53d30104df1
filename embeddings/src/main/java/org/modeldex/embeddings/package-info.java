/**
 * An embedder for search by meaning: a small sentence model that runs in this process on ONNX
 * Runtime. {@link org.modeldex.embeddings.WordPieces} cuts texts into the model's words, {@link
 * org.modeldex.embeddings.MiniLmEmbedder} runs the model. A server that finds this module's jar on
 * its class path uses it.
 */
@NullMarked
package org.modeldex.embeddings;

import org.jspecify.annotations.NullMarked;
