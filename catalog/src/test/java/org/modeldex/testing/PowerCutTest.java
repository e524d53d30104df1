package org.modeldex.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power switch, with perl at the other end of it. */
final class PowerCutTest {
  private static final String WRITE =
      "use IO::Handle; open(F, '>>', $ARGV[0]); print F 'x' x 1000; F->flush();";
  private static final String SYNC = "F->sync();";
  private static final String SYNC_FOLDER = "open(D, '<', $ARGV[1]); D->sync();";

  @TempDir private Path temporary;
  private Path folder;
  private PowerCut power;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(PowerCut.isPossible(), "needs Linux and gcc");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "needs perl");
    folder = Files.createDirectory(temporary.toRealPath().resolve("data"));
    power = PowerCut.of(folder, Files.createDirectory(temporary.resolve("workshop")));
  }

  @Test
  void whatWasSyncedStays() throws Exception {
    run(power.connect(), WRITE + SYNC + SYNC_FOLDER);
    assertThat(power.cut(new Random(1)).bytes()).isZero();
    assertThat(folder.resolve("file")).hasSize(1_000);
  }

  @Test
  void whatWasNotSyncedGoes() throws Exception {
    Files.write(folder.resolve("file"), new byte[500]);
    run(power.connect(), WRITE + SYNC + "print F 'y' x 5000; F->flush();");
    assertThat(power.cut(new Random(1)).bytes()).isPositive();
    assertThat(Files.size(folder.resolve("file"))).isBetween(1_500L, 6_499L);
  }

  @Test
  void aNewFileGoesWithoutASyncOfItsFolder() throws Exception {
    run(power.connect(), WRITE + SYNC);
    assertThat(power.cut(new Random(1)).names()).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aRenameIsUndoneWithoutASyncOfItsFolder() throws Exception {
    Files.writeString(folder.resolve("file"), "new");
    Files.writeString(folder.resolve("other"), "old");
    String rename = "rename($ARGV[0], $ARGV[1] . '/other');";
    run(power.connect(), rename + SYNC_FOLDER);
    power.cut(new Random(1));
    assertThat(folder.resolve("other")).hasContent("new");

    Files.writeString(folder.resolve("file"), "newer");
    run(power.connect(), rename);
    power.cut(new Random(1));
    assertThat(folder.resolve("other")).hasContent("new");
    assertThat(folder.resolve("file")).hasContent("newer");
  }

  @Test
  void aDiskThatLiesLosesWhatItSaidWasSynced() throws Exception {
    run(power.connectDeceived("file"), WRITE + SYNC + SYNC_FOLDER);
    power.cut(new Random(1));
    assertThat(Files.size(folder.resolve("file"))).isLessThan(1_000);
  }

  @Test
  void aDiskThatFailsSaysSo() throws Exception {
    String tell = " or exit 5;";
    assertThat(exitCode(power.connectFailing(1), WRITE + "F->sync()" + tell)).isZero();
    assertThat(exitCode(power.connectFailing(1), WRITE + SYNC + "F->sync()" + tell)).isEqualTo(5);
  }

  private void run(Map<String, String> environment, String program) throws Exception {
    assertThat(exitCode(environment, program)).isZero();
  }

  private int exitCode(Map<String, String> environment, String program)
      throws IOException, InterruptedException {
    ProcessBuilder perl =
        new ProcessBuilder(
            "perl", "-e", program, folder.resolve("file").toString(), folder.toString());
    perl.environment().putAll(environment);
    return perl.inheritIO().start().waitFor();
  }
}
