/**
 * The one door. Every protocol ends in a call of {@link org.modeldex.catalog.Catalog} with a
 * principal.
 */
@NullMarked
package org.modeldex.catalog;

import org.jspecify.annotations.NullMarked;
