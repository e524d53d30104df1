/** What tests of all modules share. */
@NullMarked
package org.modeldex.testing;

import org.jspecify.annotations.NullMarked;
