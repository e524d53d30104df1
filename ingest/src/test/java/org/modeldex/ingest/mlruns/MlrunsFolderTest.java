package org.modeldex.ingest.mlruns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a server gives never lead out of the folder that is written. */
final class MlrunsFolderTest {
  private static final Path ROOT = Path.of("/copy");
  private static final MlrunsFolder FOLDER = new MlrunsFolder(ROOT);

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/../../x", "/etc", "a//b", "", ".hidden", "a/.b", "a\\b"})
  void aKeyThatIsNoPlainPathHasNoPlace(String key) {
    assertThat(MlrunsFolder.key(ROOT.resolve("run"), "tags", key).path()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/b", "", "x y"})
  void anIdThatIsNoPlainWordHasNoPlace(String id) {
    assertThat(FOLDER.experiment(id).path()).isNull();
    assertThat(FOLDER.run("1", id).path()).isNull();
    assertThat(FOLDER.version("m", id).path()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/b", ".", "x y", "c:\\x"})
  void aModelMayHaveAnyName(String name) {
    Path path = Objects.requireNonNull(FOLDER.model(name).path());
    assertThat(path.normalize().getParent()).isEqualTo(ROOT.resolve("models"));
  }

  /** A server on a database may have both. */
  @Test
  void aKeyThatGoesOnFromAnotherOneHasNoPlaceBesideIt(@TempDir Path run) throws IOException {
    MlrunsFolder.write(placeOf(run, "loss"), "1");
    assertThat(MlrunsFolder.key(run, "metrics", "loss/train").path()).isNull();
    assertThat(MlrunsFolder.key(run, "metrics", "loss").path()).isNotNull();

    MlrunsFolder.write(placeOf(run, "val/acc"), "1");
    assertThat(MlrunsFolder.key(run, "metrics", "val").path()).isNull();
    assertThat(MlrunsFolder.key(run, "metrics", "val/loss").path()).isNotNull();
  }

  private static Path placeOf(Path run, String key) {
    return Objects.requireNonNull(MlrunsFolder.key(run, "metrics", key).path());
  }

  @Test
  void slashesInKeysAreFolders() {
    assertThat(MlrunsFolder.key(ROOT, "metrics", "val/loss").path())
        .isEqualTo(ROOT.resolve("metrics/val/loss"));
  }
}
