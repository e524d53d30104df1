package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.StoreCopies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a store from a copy. */
@Command(
    name = "restore",
    description = "Makes a catalogue from a backup.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RestoreCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The backup.")
  private Path backup = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the catalogue goes; must not hold one (default: ${DEFAULT-VALUE}).",
      defaultValue = CatalogOption.DEFAULT_DATA)
  private Path data = Path.of(CatalogOption.DEFAULT_DATA);

  @Override
  public Integer call() {
    StoreCopies.Summary summary = StoreCopies.restore(backup, data);
    PrintWriter out = Main.out(spec);
    out.println("Restored " + data + " up to change " + summary.sequence());
    out.flush();
    return ExitCode.OK;
  }
}
