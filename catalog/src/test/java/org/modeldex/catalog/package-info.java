@NullMarked
package org.modeldex.catalog;

import org.jspecify.annotations.NullMarked;
