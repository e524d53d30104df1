@NullMarked
package org.modeldex.server.mlflow;

import org.jspecify.annotations.NullMarked;
