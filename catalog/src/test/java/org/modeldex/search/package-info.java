/** What every search index must do, and a plain evaluation to compare it with. */
@NullMarked
package org.modeldex.search;

import org.jspecify.annotations.NullMarked;
