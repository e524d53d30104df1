@NullMarked
package org.modeldex.record.json;

import org.jspecify.annotations.NullMarked;
