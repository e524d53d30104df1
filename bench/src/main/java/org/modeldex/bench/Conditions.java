package org.modeldex.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** What a figure depends on, printed above every table. */
final class Conditions {
  private Conditions() {}

  static void print(PrintStream out, String what) {
    out.printf(
        "%n## %s%n%d cores, Java %s, load average %.1f at the start, seed fixed%n%n",
        what,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
