@NullMarked
package org.modeldex.ingest.jsonl;

import org.jspecify.annotations.NullMarked;
