@NullMarked
package org.modeldex.server.http;

import org.jspecify.annotations.NullMarked;
