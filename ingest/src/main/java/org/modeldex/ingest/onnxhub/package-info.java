/**
 * The manifest of an ONNX model hub: {@code ONNX_HUB_MANIFEST.json}, one entry for each model and
 * operator set.
 *
 * <p>{@link org.modeldex.ingest.onnxhub.OnnxHubImporter} makes each entry one model.
 *
 * <p>Format: <a href="https://github.com/onnx/onnx/blob/main/docs/Hub.md">ONNX Model Hub</a>.
 */
@NullMarked
package org.modeldex.ingest.onnxhub;

import org.jspecify.annotations.NullMarked;
