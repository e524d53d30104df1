/** What every canonical store must do, and the simplest one that does it. */
@NullMarked
package org.modeldex.store;

import org.jspecify.annotations.NullMarked;
