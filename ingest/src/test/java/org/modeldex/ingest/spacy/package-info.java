@NullMarked
package org.modeldex.ingest.spacy;

import org.jspecify.annotations.NullMarked;
