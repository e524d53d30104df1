/**
 * The native REST protocol under {@code /api/v1}, described in {@code docs/openapi.yaml}.
 *
 * <p>One class per group of routes; {@link org.modeldex.server.api.NativeApi} lists them. Each
 * handler reads a request strictly (what it does not know it refuses by name), makes one call of
 * the catalog and writes the answer. Failures are thrown and become problems elsewhere.
 */
@NullMarked
package org.modeldex.server.api;

import org.jspecify.annotations.NullMarked;
