package org.modeldex.testing;

/** Whether fault tests are to go on for long: they are with {@code -Pchaos}. */
public final class Chaos {
  private Chaos() {}

  /**
   * How often to repeat something: {@code usually}, or {@code inChaos} when time does not matter.
   */
  public static int choose(int usually, int inChaos) {
    return Integer.getInteger("chaos", 1) > 1 ? inChaos : usually;
  }
}
