@NullMarked
package org.modeldex.compare;

import org.jspecify.annotations.NullMarked;
