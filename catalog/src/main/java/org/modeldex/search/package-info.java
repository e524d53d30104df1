/**
 * The contract of the search index, free of Lucene's types.
 *
 * <p>{@link org.modeldex.search.SearchField} is the one table of what can be searched. A {@link
 * org.modeldex.search.Query} is a sealed tree over those fields and over metric keys; a {@link
 * org.modeldex.search.SearchRequest} adds filters, facets, sorting and a page. {@link
 * org.modeldex.search.SearchIndex} answers it. The {@link org.modeldex.search.Indexer} is the only
 * one that writes to an index: it follows the store's change log.
 */
@NullMarked
package org.modeldex.search;

import org.jspecify.annotations.NullMarked;
