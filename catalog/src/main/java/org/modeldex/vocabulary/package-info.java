/**
 * The words of the field: metrics with their direction and unit, tasks, datasets, licences,
 * languages and frameworks, each with one canonical slug and its aliases.
 *
 * <p>{@link org.modeldex.vocabulary.Vocabulary} is loaded once from resource files (one JSON object
 * per line) and, if a site has one, its own file. It never changes afterwards. It also reads
 * measurements: raw text in a source's words becomes a canonical key, value and unit.
 */
@NullMarked
package org.modeldex.vocabulary;

import org.jspecify.annotations.NullMarked;
