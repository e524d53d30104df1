@NullMarked
package org.modeldex.ingest.paperswithcode;

import org.jspecify.annotations.NullMarked;
