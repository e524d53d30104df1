/**
 * Which records are best: {@link org.modeldex.ranking.Rankings} makes leaderboards, the best value
 * over time, the ranks of one record, what is known of a task, and trade-offs between two numbers.
 */
@NullMarked
package org.modeldex.ranking;

import org.jspecify.annotations.NullMarked;
