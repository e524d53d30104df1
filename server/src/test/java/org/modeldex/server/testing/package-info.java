/** What tests of the server share. */
@NullMarked
package org.modeldex.server.testing;

import org.jspecify.annotations.NullMarked;
