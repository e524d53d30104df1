package org.modeldex.testing;

/** Whether tests of endurance are to go on for long: {@code -Pchaos}, or {@code -Dchaos=true}. */
public final class Chaos {
  private Chaos() {}

  /**
   * How often to repeat something: {@code usually}, or {@code inChaos} when time does not matter.
   */
  public static int choose(int usually, int inChaos) {
    return Boolean.getBoolean("chaos") ? inChaos : usually;
  }
}
