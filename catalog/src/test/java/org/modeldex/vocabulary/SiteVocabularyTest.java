package org.modeldex.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Term.Category;

class SiteVocabularyTest {
  @TempDir Path folder;

  @Test
  void addsWordsOfItsOwn() throws IOException {
    Vocabulary site =
        site(
            """
            {"metric":"profit","title":"Profit","better":"higher","unit":"EUR","aliases":["gain"]}

            {"dataset":"tills-2026","title":"Tills 2026","aliases":["kassen"],"task":"tabular-regression"}
            {"metric":"profit-at-{k}","aliases":["gain@{k}"],"better":"higher"}
            """);
    assertThat(site.findMetric("Gain").map(Metric::slug)).contains("profit");
    assertThat(site.findMetric("gain@12").map(Metric::slug)).contains("profit-at-12");
    assertThat(site.canonicalKey("gain@Kassen")).hasToString("profit@tills-2026");
    assertThat(site.findMetric("accuracy")).isEqualTo(Vocabulary.builtIn().findMetric("accuracy"));
  }

  @Test
  void mayBeginWithTheMarkThatEditorsOfWindowsWrite() throws IOException {
    Vocabulary site = site("\uFEFF{\"metric\":\"profit\",\"aliases\":[\"gain\"]}\r\n");
    assertThat(site.findMetric("gain").map(Metric::slug)).contains("profit");
  }

  @Test
  void extendsWhatIsBuiltIn() throws IOException {
    Vocabulary site =
        site(
            """
            {"metric":"accuracy","aliases":["trefferquote"],"better":"lower"}
            {"task":"translation","synonyms":["dolmetschen"],"primaryMetrics":["BLEU@WMT 2014 EN-DE"]}
            """);
    Metric accuracy = site.findMetric("Trefferquote").orElseThrow();
    assertThat(accuracy.slug()).isEqualTo("accuracy");
    assertThat(accuracy.title()).isEqualTo("Accuracy");
    assertThat(accuracy.better()).isEqualTo(Better.LOWER);
    assertThat(accuracy.aliases()).contains("top1", "trefferquote");
    Task translation = site.findTask("translation").orElseThrow();
    assertThat(translation.synonyms()).contains("translate text", "dolmetschen");
    assertThat(translation.primaryMetrics()).containsExactly("bleu@wmt14-en-de");
  }

  @Test
  void takesAnAliasFromABuiltInEntry() throws IOException {
    Vocabulary site =
        site(
            """
            {"framework":"torch-house","title":"Torch House","aliases":["torch"]}
            {"metric":"hits","aliases":["f measure"]}
            """);
    assertThat(site.slug(Category.FRAMEWORK, "torch")).isEqualTo("torch-house");
    assertThat(site.findMetric("F-Measure").map(Metric::slug)).contains("hits");
    assertThat(site.findMetric("F1").map(Metric::slug)).contains("f1");
  }

  @Test
  void changesTheFingerprint() throws IOException {
    String builtIn = Vocabulary.builtIn().fingerprint();
    String site = site("{\"framework\":\"abacus\",\"title\":\"Abacus\"}").fingerprint();
    assertThat(site).isNotEqualTo(builtIn);
    assertThat(site("{\"framework\":\"abacus\",\"title\":\"The Abacus\"}").fingerprint())
        .isNotEqualTo(site);
    assertThat(site("\n").fingerprint()).isEqualTo(builtIn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"metric\":\"x\"                          | is not JSON",
        "[1]                                        | is not a JSON object",
        "{\"metric\":\"x\"} {}                      | is not JSON",
        "{\"metric\":\"x\",\"metric\":\"y\"}        | is not JSON",
        "{\"title\":\"X\"}                          | does not begin with one of metric, task",
        "{}                                         | does not begin with one of metric, task",
        "{\"metric\":\"x\",\"colour\":\"red\"}      | has the unknown field colour",
        "{\"metric\":\"x\",\"aliases\":\"y\"}       | has the wrong type of value in aliases",
        "{\"metric\":\"x\",\"aliases\":[1]}         | has the wrong type of value in aliases",
        "{\"metric\":7}                             | has the wrong type of value in metric",
        "{\"metric\":\"Top 1\"}                     | 'Top 1', which is not of a-z 0-9 . + -",
        "{\"metric\":\"x\",\"better\":\"more\"}     | has better 'more'",
        "{\"metric\":\"x\",\"aliases\":[\"%\"]}     | alias '%' without a letter or digit",
        "{\"metric\":\"x\",\"aliases\":[\"F1\"]}    | gives the word 'F1' to x, but it belongs to"
            + " f1",
        "{\"metric\":\"first\"}                     | repeats first",
        "{\"metric\":\"x\",\"aliases\":[\"primus\"]}| gives the word 'primus' to x"
      })
  void refusesABadLineNamingFileAndLine(String line, String problem) {
    assertThatThrownBy(() -> site("{\"metric\":\"first\",\"aliases\":[\"primus\"]}\n\n" + line))
        .isInstanceOf(ModeldexException.class)
        .hasMessageContaining(folder.resolve("words.jsonl") + " line 3 ")
        .hasMessageContaining(problem)
        .hasMessageNotContainingAny("Feature", "start marker", "`")
        .extracting(e -> ((ModeldexException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION);
  }

  @Test
  void refusesAFileItCannotRead() throws IOException {
    Path absent = folder.resolve("absent.jsonl");
    assertThatThrownBy(() -> Vocabulary.builtInWith(absent))
        .hasMessageContaining(absent.toString());
    Path latin = folder.resolve("latin.jsonl");
    Files.write(latin, "{\"metric\":\"größe\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Vocabulary.builtInWith(latin)).hasMessageContaining("is not UTF-8");
  }

  @Test
  void refusesWhatCannotBeReadTwice() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path path : List.of(pipe, folder)) {
      assertThatThrownBy(() -> Vocabulary.builtInWith(path))
          .hasMessage("the vocabulary file " + path + " is no plain file");
    }
  }

  private Vocabulary site(String lines) throws IOException {
    return Vocabulary.builtInWith(Files.writeString(folder.resolve("words.jsonl"), lines));
  }
}
