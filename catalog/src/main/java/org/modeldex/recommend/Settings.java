package org.modeldex.recommend;

/**
 * What is chosen by cross-validation.
 *
 * @param priorRows how many models the belief is worth that all benchmarks correlate alike
 * @param siblings how much of what a model's own benchmarks leave open models of the same words
 *     share, 0..1
 */
record Settings(double priorRows, double siblings) {}
