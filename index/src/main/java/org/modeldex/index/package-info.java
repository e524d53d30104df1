/** The search index on Lucene: documents, queries, metrics and facets. */
@NullMarked
package org.modeldex.index;

import org.jspecify.annotations.NullMarked;
