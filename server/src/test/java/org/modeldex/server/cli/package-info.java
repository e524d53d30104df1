@NullMarked
package org.modeldex.server.cli;

import org.jspecify.annotations.NullMarked;
