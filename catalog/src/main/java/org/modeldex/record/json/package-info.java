/**
 * The one JSON form of records: what the API speaks, what JSON Lines files hold and, behind a
 * format byte, what the store keeps.
 *
 * <p>{@link org.modeldex.record.json.RecordJson} is the way in. Reading is strict: unknown fields,
 * duplicate keys, wrong types and absurd sizes are errors that name the path of the field.
 */
@NullMarked
package org.modeldex.record.json;

import org.jspecify.annotations.NullMarked;
