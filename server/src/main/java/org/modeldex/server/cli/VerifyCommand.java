package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what is stored. */
@Command(
    name = "verify",
    description = "Reads everything that is stored and checks that it is whole.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Override
  public Integer call() {
    List<String> problems = new ArrayList<>();
    try (Session session = catalog.open()) {
      session
          .client()
          .post("/operations/verify", "application/json", new byte[0])
          .path("problems")
          .forEach(problem -> problems.add(problem.asText()));
    }
    PrintWriter out = Main.out(spec);
    problems.forEach(problem -> out.println(Terminal.plain(problem)));
    out.println(problems.isEmpty() ? "All is well" : problems.size() + " problems");
    out.flush();
    return problems.isEmpty() ? ExitCode.OK : ExitCode.REJECTED;
  }
}
