@NullMarked
package org.modeldex.ingest.monai;

import org.jspecify.annotations.NullMarked;
