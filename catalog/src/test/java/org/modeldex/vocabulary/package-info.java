@NullMarked
package org.modeldex.vocabulary;

import org.jspecify.annotations.NullMarked;
