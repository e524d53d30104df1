/** The pages in a real browser. */
@NullMarked
package org.modeldex.server.web;

import org.jspecify.annotations.NullMarked;
