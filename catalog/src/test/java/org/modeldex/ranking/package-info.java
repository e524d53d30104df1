@NullMarked
package org.modeldex.ranking;

import org.jspecify.annotations.NullMarked;
