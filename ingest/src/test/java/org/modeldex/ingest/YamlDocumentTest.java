package org.modeldex.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.ingest.YamlNode.Mapping;
import org.modeldex.ingest.YamlNode.Scalar;
import org.modeldex.ingest.YamlNode.Sequence;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

@Timeout(60)
class YamlDocumentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"77.40", "1_000", "0x1F", "no", "12:30:00", "2021-05-04", "1e3", ".inf", "010"})
  void scalarsStayAsTheyAreWritten(String text) {
    assertThat(field("value: " + text)).isEqualTo(new Scalar(text, true, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "NULL"})
  void nothingIsNothingOnlyWithoutQuotes(String text) {
    assertThat(((Scalar) field("value: " + text)).isNull()).isTrue();
    assertThat(((Scalar) field("value: '" + text + "'")).isNull()).isFalse();
  }

  @Test
  void nodesKnowTheirLines() {
    Mapping root = (Mapping) root("first: 1\n\n# remark\nsecond:\n  - a\n  - b\n");
    Sequence second = (Sequence) root.fields().sequencedValues().getLast();
    assertThat(root.fields().firstEntry().getValue().line()).isEqualTo(1);
    assertThat(second.line()).isEqualTo(5);
    assertThat(second.items().getLast().line()).isEqualTo(6);
  }

  @Test
  void aMergeKeyTakesOverWhatTheMappingLacks() {
    assertThat(root("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n").text())
        .isEqualTo("a: x: 1, y: 2, b: y: 3, x: 1");
    assertThat(root("a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b]}\n").text())
        .endsWith("c: x: 1, z: 3");
    assertThat(root("{'<<': {x: 1}}").text()).isEqualTo("<<: x: 1");
    assertThat(root("{<<: text}").text()).isEqualTo("<<: text");
  }

  @Test
  void aRepeatedKeyIsTold() {
    YamlDocument document = YamlDocument.readAll("a: 1\nb: 2\na: 3\n").getFirst();
    assertThat(document.root().text()).isEqualTo("a: 3, b: 2");
    assertThat(document.repeatedKeys()).containsExactly(new YamlDocument.RepeatedKey("a", 3));
  }

  @Test
  void eachDocumentIsRead() {
    assertThat(
            YamlDocument.readAll("a\n---\nb\n...\n---\n&x c\n").stream().map(d -> d.root().text()))
        .containsExactly("a", "b", "c");
    assertThat(YamlDocument.readAll("# nothing but a remark")).isEmpty();
  }

  @Test
  void tagsConstructNothing() {
    assertThat(root("!!javax.script.ScriptEngineManager [!!java.net.URL ['http://x']]").text())
        .isEqualTo("http://x");
  }

  @Test
  void keysMayBeAnything() {
    assertThat(root("{[a, b]: 1, {c: d}: 2, ~: 3}").text()).isEqualTo("a, b: 1, c: d: 2, ~: 3");
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsLine() {
    assertRefused("a: 1\nb: [1, 2\nc: 3\n").hasMessageContaining("line 3");
    assertRefused("a: b: c").hasMessageContaining("line 1");
    assertRefused("\tx: 1");
    assertRefused("\"\\x");
    assertRefused("\"\\u12");
    assertRefused("a: \u0007");
    assertRefused("- *nowhere").hasMessageContaining("*nowhere");
  }

  @Test
  void anAliasWithinItselfIsRefused() {
    assertRefused("&a [*a]").hasMessageContaining("*a");
    assertRefused("&a {x: {y: *a}}").hasMessageContaining("*a");
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder laughs = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'j'; c++) {
      laughs.append(c).append(": &").append(c).append(" [");
      laughs.append(("*" + (char) (c - 1) + ", ").repeat(10)).append("]\n");
    }
    assertRefused(laughs.toString()).hasMessageContaining("aliases");
    String long1 = "a: &a '" + "x".repeat(100_000) + "'\nb: [" + "*a, ".repeat(10_000) + "]\n";
    assertRefused(long1).hasMessageContaining("aliases");
  }

  @Test
  void deepNestingIsRefused() {
    for (String level : List.of("[", "{a: ", "- ", "? ", "!t [", "&a ["))
      assertRefused(level.repeat(100_000));
    String steps =
        String.join(
            "\n",
            Stream.iterate(0, i -> i < 200, i -> i + 1).map(i -> " ".repeat(i) + "a:").toList());
    assertRefused(steps).hasMessageContaining("nests more than 50 levels");
  }

  @Test
  void largeButPlainTextsAreRead() {
    String list = "- value: 1.0\n".repeat(100_000);
    assertThat(((Sequence) root(list)).items()).hasSize(100_000);
    assertThat(root("'" + "x".repeat(5_000_000) + "'").text()).hasSize(5_000_000);
  }

  private static YamlNode root(String text) {
    return YamlDocument.readAll(text).getFirst().root();
  }

  private static YamlNode field(String text) {
    return ((Mapping) root(text)).fields().firstEntry().getValue();
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String text) {
    return assertThatThrownBy(() -> YamlDocument.readAll(text))
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
