/**
 * How text becomes terms, and how query text becomes a {@link org.modeldex.search.Query}.
 *
 * <p>{@link org.modeldex.analyzers.FieldAnalyzers} says which Lucene analyzer each field's text
 * goes through: {@link org.modeldex.analyzers.ModelNameAnalyzer} for names and identifiers, {@link
 * org.modeldex.analyzers.ProseAnalyzer} for sentences. Both cut words at the same places ({@link
 * org.modeldex.analyzers.WordSplitter}) and fold letters in the same way ({@link
 * org.modeldex.analyzers.Folding}).
 *
 * <p>{@link org.modeldex.analyzers.QuerySyntax} is the query language. A query text is escaped and
 * checked by {@link org.modeldex.analyzers.QueryText}, grouped by Lucene's parser, and read from
 * its tree by {@link org.modeldex.analyzers.QueryReader}, which leaves names with values to {@link
 * org.modeldex.analyzers.ClauseReader} and the joining of clauses to {@link
 * org.modeldex.analyzers.Junctions}. {@link org.modeldex.analyzers.QueryFormat} writes it back.
 */
@NullMarked
package org.modeldex.analyzers;

import org.jspecify.annotations.NullMarked;
