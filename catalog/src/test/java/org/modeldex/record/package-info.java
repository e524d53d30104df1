@NullMarked
package org.modeldex.record;

import org.jspecify.annotations.NullMarked;
