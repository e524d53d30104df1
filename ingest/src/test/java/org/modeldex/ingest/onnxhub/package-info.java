@NullMarked
package org.modeldex.ingest.onnxhub;

import org.jspecify.annotations.NullMarked;
