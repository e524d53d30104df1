/**
 * What Modeldex stores: plain immutable Java values, free of any library.
 *
 * <p>Start at {@link org.modeldex.record.MetadataRecord}: one shape for every {@link
 * org.modeldex.record.Kind}, named by a {@link org.modeldex.record.RecordId} and divided into five
 * aspects. Constructors validate; a value that exists is valid. What cannot be accepted is a {@link
 * org.modeldex.record.ModeldexException} that names the field.
 */
@NullMarked
package org.modeldex.record;

import org.jspecify.annotations.NullMarked;
