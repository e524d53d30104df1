package org.modeldex.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks behind {@code modeldex bench}. */
@Command(
    name = "modeldex bench",
    description = "Measures Modeldex beside the raw limits of the libraries it stands on.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DiscoveryBench.class,
      IngestBench.class,
      MlflowBench.class,
      PredictBench.class,
      SearchBench.class,
      StartBench.class,
      SuggestBench.class
    })
public final class Bench implements Runnable {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench()).registerConverter(int.class, new Count(1));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
