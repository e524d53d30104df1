@NullMarked
package org.modeldex.server.api;

import org.jspecify.annotations.NullMarked;
