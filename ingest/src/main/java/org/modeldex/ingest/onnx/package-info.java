/**
 * ONNX files, of which everything but the weights is read.
 *
 * <p>{@link org.modeldex.ingest.onnx.OnnxImporter} makes each file a model. {@code WireReader}
 * reads Protocol Buffers field by field; {@code GraphReader} knows which fields the parts of a
 * model have.
 *
 * <p>Formats: <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, <a
 * href="https://protobuf.dev/programming-guides/encoding/">encoding</a>.
 */
@NullMarked
package org.modeldex.ingest.onnx;

import org.jspecify.annotations.NullMarked;
