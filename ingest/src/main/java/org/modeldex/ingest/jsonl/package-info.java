/**
 * JSON Lines in Modeldex's own words: one record or one bulk operation per line, as the API's
 * export writes and its bulk call reads them.
 */
@NullMarked
package org.modeldex.ingest.jsonl;

import org.jspecify.annotations.NullMarked;
