@NullMarked
package org.modeldex.ingest.timm;

import org.jspecify.annotations.NullMarked;
