/**
 * Records side by side: {@link org.modeldex.compare.Comparison} has one row for each field and
 * metric key that any of them has, and {@link org.modeldex.compare.TextDiff} says how long texts
 * differ.
 */
@NullMarked
package org.modeldex.compare;

import org.jspecify.annotations.NullMarked;
