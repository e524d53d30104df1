package org.modeldex.server.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.Version;
import org.modeldex.server.http.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program {@code modeldex}. */
@Command(
    name = "modeldex",
    description = "Keeps metadata of machine-learning models and finds them again.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    subcommands = {
      ServeCommand.class,
      ImportCommand.class,
      SearchCommand.class,
      GetCommand.class,
      CompareCommand.class,
      ExportCommand.class,
      StatusCommand.class,
      VerifyCommand.class,
      ReindexCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class Main implements Runnable {
  static final int MAX_PORT = 65_535;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    Logging.install();
    Logging.configure(Logging.Level.WARN);
    StandardOutput output = new StandardOutput();
    PrintWriter err = utf8(System.err);
    int exitCode = run(utf8(output), err, arguments);
    System.exit(output.exitCode(exitCode, err));
  }

  /** Carries out one command line and gives the process's exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(Main::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Main::path)
        .execute(arguments);
  }

  /** A script's variable that is not set would name the folder it runs in. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("names no file or folder");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Records are UTF-8, whatever the terminal's settings say. */
  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Without a verb there is nothing to do but to say what there is. */
  @Override
  public void run() {
    out(spec).println(Objects.requireNonNull(spec).commandLine().getUsageMessage());
  }

  /** Where a verb prints its results. */
  static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  /** Where a verb prints what is not its result. */
  static PrintWriter err(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }

  /** A command line that is wrong in a way that options cannot tell by themselves. */
  static ParameterException wrong(@Nullable CommandSpec spec, String option, String problem) {
    return new ParameterException(
        Objects.requireNonNull(spec).commandLine(), option + ' ' + problem);
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof ModeldexException problem) {
      err.println("modeldex: " + problem.getMessage());
      if (problem.suggestion() != null) {
        err.println("Did you mean: " + problem.suggestion());
      }
      return ExitCode.of(problem.code());
    }
    err.println("modeldex: an unexpected error");
    failure.printStackTrace(err);
    return ExitCode.REJECTED;
  }

  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"modeldex " + Version.text()};
    }
  }
}
