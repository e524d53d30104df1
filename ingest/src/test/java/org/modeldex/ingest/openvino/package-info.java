@NullMarked
package org.modeldex.ingest.openvino;

import org.jspecify.annotations.NullMarked;
