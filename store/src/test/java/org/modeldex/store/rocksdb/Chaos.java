package org.modeldex.store.rocksdb;

/** How hard the store is tried: {@code -Pchaos} multiplies the rounds of every fault test. */
final class Chaos {
  private Chaos() {}

  static int rounds(int usual) {
    return usual * Integer.getInteger("chaos", 1);
  }
}
