/**
 * Documentation pages of TensorFlow Hub: a heading with the kind and handle of what is described,
 * and comments with its metadata.
 *
 * <p>{@link org.modeldex.ingest.tfhub.TfHubImporter} makes a {@code HubPage} of each file and a
 * record of that.
 *
 * <p>Format: <a href="https://www.tensorflow.org/hub/writing_documentation">writing
 * documentation</a>.
 */
@NullMarked
package org.modeldex.ingest.tfhub;

import org.jspecify.annotations.NullMarked;
