/** Who may do what: a {@link org.modeldex.access.Principal} and the permissions it holds. */
@NullMarked
package org.modeldex.access;

import org.jspecify.annotations.NullMarked;
