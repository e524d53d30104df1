/**
 * Prediction of benchmarks that were never run.
 *
 * <p>A {@link org.modeldex.recommend.BenchmarkMatrix} holds what is known: models by benchmarks,
 * mostly empty. {@link org.modeldex.recommend.BenchmarkPredictor#fit} learns from it, and answers
 * any empty cell with a {@link org.modeldex.recommend.Prediction}: a value, an interval that holds
 * the truth in four cases of five, and the measured cells it rests on.
 *
 * <pre>
 *   values of a benchmark -> NormalScores         ranks as normal deviates: scales do not matter
 *   between benchmarks    -> BenchmarkCovariance  who scores well here scores well there
 *   between models        -> ModelKernel          models of similar names and properties are siblings
 *   both together         -> GaussianProcess      covariance of two cells = benchmarks x models
 *   how far off           -> Calibration          from cells that were left out
 * </pre>
 */
@NullMarked
package org.modeldex.recommend;

import org.jspecify.annotations.NullMarked;
