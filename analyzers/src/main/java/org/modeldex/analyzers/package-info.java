/**
 * How text becomes terms, and how query text becomes a {@link org.modeldex.search.Query}.
 *
 * <p>{@link org.modeldex.analyzers.FieldAnalyzers} says which Lucene analyzer each field's text
 * goes through: {@link org.modeldex.analyzers.ModelNameAnalyzer} for names and identifiers, {@link
 * org.modeldex.analyzers.ProseAnalyzer} for sentences. Both cut words at the same places ({@link
 * org.modeldex.analyzers.WordSplitter}) and fold letters in the same way ({@link
 * org.modeldex.analyzers.Folding}).
 */
@NullMarked
package org.modeldex.analyzers;

import org.jspecify.annotations.NullMarked;
