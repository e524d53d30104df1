@NullMarked
package org.modeldex.server;

import org.jspecify.annotations.NullMarked;
