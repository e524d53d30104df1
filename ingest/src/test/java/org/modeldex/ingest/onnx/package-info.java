@NullMarked
package org.modeldex.ingest.onnx;

import org.jspecify.annotations.NullMarked;
