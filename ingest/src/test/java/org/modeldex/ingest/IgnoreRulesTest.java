package org.modeldex.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IgnoreRulesTest {
  @TempDir private Path folder;

  private IgnoreRules rules(String... lines) throws IOException {
    Files.writeString(folder.resolve(".gitignore"), String.join("\n", lines));
    return IgnoreRules.NONE.within(folder, "");
  }

  @Test
  void aPatternWithoutASlashFitsAtAnyDepth() throws IOException {
    IgnoreRules rules = rules("*.log", "# *.md", "", "out");
    assertThat(rules.matches("a.log", false)).isTrue();
    assertThat(rules.matches("a/b/c.log", false)).isTrue();
    assertThat(rules.matches("a/out", true)).isTrue();
    assertThat(rules.matches("a.logs", false)).isFalse();
    assertThat(rules.matches("a.md", false)).isFalse();
  }

  @Test
  void aPatternWithASlashFitsFromItsOwnFolderOn() throws IOException {
    IgnoreRules rules = rules("/top.md", "a/b.md", "**/deep.md", "x/**", "y/**/z");
    assertThat(rules.matches("top.md", false)).isTrue();
    assertThat(rules.matches("a/top.md", false)).isFalse();
    assertThat(rules.matches("a/b.md", false)).isTrue();
    assertThat(rules.matches("c/a/b.md", false)).isFalse();
    assertThat(rules.matches("deep.md", false)).isTrue();
    assertThat(rules.matches("c/d/deep.md", false)).isTrue();
    assertThat(rules.matches("x/1/2", false)).isTrue();
    assertThat(rules.matches("x", true)).isFalse();
    assertThat(rules.matches("y/z", false)).isTrue();
    assertThat(rules.matches("y/1/2/z", false)).isTrue();
    assertThat(rules.matches("y/1/2/w", false)).isFalse();
  }

  @Test
  void theLastPatternThatFitsDecides() throws IOException {
    IgnoreRules rules = rules("*.md", "!keep.md", "only-folders/", "\\#hash", "[a-c]?.[!t]xt");
    assertThat(rules.matches("a.md", false)).isTrue();
    assertThat(rules.matches("keep.md", false)).isFalse();
    assertThat(rules.matches("only-folders", true)).isTrue();
    assertThat(rules.matches("only-folders", false)).isFalse();
    assertThat(rules.matches("#hash", false)).isTrue();
    assertThat(rules.matches("b1.jxt", false)).isTrue();
    assertThat(rules.matches("b1.txt", false)).isFalse();
    assertThat(rules.matches("d1.jxt", false)).isFalse();
  }

  @Test
  void aFolderAddsItsOwnRulesForWhatIsBelowIt() throws IOException {
    IgnoreRules outer = rules("*.md");
    Path inner = Files.createDirectories(folder.resolve("in"));
    Files.writeString(inner.resolve(".gitignore"), "!/keep.md");
    IgnoreRules rules = outer.within(inner, "in/");
    assertThat(rules.matches("in/keep.md", false)).isFalse();
    assertThat(rules.matches("in/x/keep.md", false)).isTrue();
    assertThat(rules.matches("keep.md", false)).isTrue();
  }

  @Test
  @Timeout(20)
  void patternsThatAreMadeToTakeLongDoNot() throws IOException {
    IgnoreRules rules = rules("*a".repeat(5_000) + "b", "**/a/".repeat(2_000) + "b", "[", "\\");
    assertThat(rules.matches("a".repeat(250), false)).isFalse();
    assertThat(rules.matches("a/".repeat(1_000) + "a", false)).isFalse();
  }
}
