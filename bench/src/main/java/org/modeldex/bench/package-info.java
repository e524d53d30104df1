/**
 * Benchmarks that print a table and, beside each figure, the limit of the raw libraries measured in
 * the same run. {@link org.modeldex.bench.Bench} lists the commands; {@link
 * org.modeldex.bench.RecordGenerator} makes the records.
 */
@NullMarked
package org.modeldex.bench;

import org.jspecify.annotations.NullMarked;
