@NullMarked
package org.modeldex.recommend;

import org.jspecify.annotations.NullMarked;
