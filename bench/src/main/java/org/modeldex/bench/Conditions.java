package org.modeldex.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a figure depends on, printed above every table. */
final class Conditions {
  /** Where Linux describes its processors, a line for each property. */
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Conditions() {}

  static void print(PrintStream out, String what) throws IOException {
    out.printf(
        "%n## %s%n%d cores (%s), Java %s, load average %.1f at the start, seed fixed%n%n",
        what,
        Runtime.getRuntime().availableProcessors(),
        processor(),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** The name and speed of the processor, or its kind where the system does not tell. */
  private static String processor() throws IOException {
    String kind = System.getProperty("os.arch");
    return Files.isReadable(PROCESSORS)
        ? property("model name", kind) + ", " + property("cpu MHz", "unknown") + " MHz"
        : kind;
  }

  private static String property(String name, String otherwise) throws IOException {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    }
  }
}
