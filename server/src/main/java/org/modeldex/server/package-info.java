/** A running Modeldex: {@code Node} wires the parts together with plain constructors. */
@NullMarked
package org.modeldex.server;

import org.jspecify.annotations.NullMarked;
