package org.modeldex.ingest.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.openmmlab.OpenMmlabImporter;
import org.modeldex.vocabulary.Vocabulary;

class LeaderboardImporterTest {
  private static final LeaderboardImporter IMPORTER = new LeaderboardImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("markdown-leaderboard");

  @Test
  void eachPeculiarityGivesTheRecordsThatAreExpected() throws IOException {
    GOLDEN.check(IMPORTER);
  }

  @Test
  @Timeout(120)
  void damagedFilesGiveRecordsAndProblemsAndNothingElse() {
    Damage.check(GOLDEN, IMPORTER);
  }

  @Test
  void onlyPagesWithATableOfModelsAndNumbersAreTaken() {
    assertThat(accepts("a.md", "| Model | F1 |\n|---|---|\n| x | 9 |")).isTrue();
    assertThat(accepts("a.markdown", "Text\n\nSystem name | MOS\n---|---\nx | 4.1")).isTrue();
    assertThat(accepts("a.txt", "| Model | F1 |\n|---|---|\n| x | 9 |")).isFalse();
    assertThat(accepts("a.md", "| Model | Colour |\n|---|---|\n| x | red |")).isFalse();
    assertThat(accepts("a.md", "| Fruit | Price |\n|---|---|\n| x | 9 |")).isFalse();
    assertThat(accepts("a.md", "| Model | Year |\n|---|---|\n| x | 1999 |")).isFalse();
    assertThat(accepts("a.md", "```\n| Model | F1 |\n|---|---|\n| x | 9 |\n```")).isFalse();
    assertThat(accepts("a.md", "Model | F1 without a table")).isFalse();
  }

  @Test
  void aTableIsFoundHoweverFarDownItIs() {
    String prose = "Words before it. \n".repeat(SourceFile.HEAD_BYTES / 10);
    assertThat(accepts("a.md", prose + "\n| Model | F1 |\n|---|---|\n| x | 9 |")).isTrue();
  }

  @Test
  void pagesBesideRecordsOfAnotherFormatAreLeftAlone(@TempDir Path folder) throws IOException {
    Path zoo = Files.createDirectory(folder.resolve("zoo"));
    Path boards = Files.createDirectory(folder.resolve("boards"));
    Files.writeString(zoo.resolve("metafile.yml"), "Models:\n- Name: pear\n");
    Files.writeString(zoo.resolve("README.md"), "| Model | F1 |\n|---|---|\n| pear | 9 |\n");
    Files.writeString(zoo.resolve("more.md"), "| Model | F1 |\n|---|---|\n| fig | 9 |\n");
    Files.writeString(boards.resolve("board.md"), "| Model | F1 |\n|---|---|\n| plum | 9 |\n");
    Imported imported =
        Imported.from(folder, new OpenMmlabImporter(Vocabulary.builtIn()), IMPORTER);
    assertThat(imported.names()).containsExactly("pear", "plum");
    assertThat(imported.problems()).hasSize(2).allMatch(p -> p.contains("another format"));
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
