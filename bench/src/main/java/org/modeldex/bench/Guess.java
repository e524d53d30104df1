package org.modeldex.bench;

/** How good a model is held to be at a benchmark, on any scale on which more is better. */
interface Guess {
  double at(int model, int benchmark);
}
