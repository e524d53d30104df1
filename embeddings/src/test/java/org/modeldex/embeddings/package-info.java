@NullMarked
package org.modeldex.embeddings;

import org.jspecify.annotations.NullMarked;
