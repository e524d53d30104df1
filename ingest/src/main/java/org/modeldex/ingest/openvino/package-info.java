/**
 * The Open Model Zoo of OpenVINO: {@code model.yml} and {@code composite-model.yml}, with the
 * tables of the {@code README.md} beside them.
 *
 * <p>{@link org.modeldex.ingest.openvino.OpenVinoImporter} makes each {@code model.yml} a model and
 * each composite of models a pipeline, named after their folders.
 *
 * <p>Format: <a
 * href="https://github.com/openvinotoolkit/open_model_zoo/blob/master/CONTRIBUTING.md">how to
 * contribute models</a>.
 */
@NullMarked
package org.modeldex.ingest.openvino;

import org.jspecify.annotations.NullMarked;
