package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;

/** Pages of records that hold much, or hold what one does not expect. */
final class AwkwardRecordsTest {
  @TempDir private Path data;
  private TestNode server;

  @BeforeEach
  void start() {
    server = new TestNode(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theCommandToGetARecordIsSafeToPasteWhateverItsName() {
    String path = "/records/model/p/x';touch%20y;'";
    assertThat(server.put(path, "{}").status()).isEqualTo(201);
    assertThat(server.get("/" + path).text())
        .contains("modeldex get 'model:p/x'\\'';touch y;'\\'''</textarea>");
  }

  @Test
  void aDeletionInTheHistoryLeadsNowhere() {
    String path = "/records/model/p/n";
    server.put(path, "{}");
    server.delete(path);
    server.put(path, "{\"description\":\"again\"}");
    assertThat(server.get("/" + path).text())
        .contains("<span>2</span> <span>deleted</span>")
        .contains(path + "/revisions/3\"", path + "/revisions/1\"")
        .doesNotContain(path + "/revisions/2\"");
  }

  @Test
  void theNewestOfManyVersionsAreShownFirst() {
    server.put("/records/model/p/n", "{}");
    for (int version = 1; version <= 53; version++) {
      server.put("/records/version/p/n@" + version, "{}");
    }
    String page = server.get("//records/model/p/n").text();
    assertThat(page).containsSubsequence(">53</a>", ">10</a>", ">9</a>", ">4</a>", "and 3 more");
    assertThat(page).doesNotContain(">3</a>");
  }

  @Test
  void theWholeHistoryIsReadPartByPart() {
    for (int revision = 1; revision <= 23; revision++) {
      server.put("/records/model/p/n", "{\"description\":\"" + revision + "\"}");
    }
    String newest = server.get("//records/model/p/n").text();
    assertThat(newest)
        .contains("/revisions/23\"", "/revisions/14\"", "?before=14#history\">Older</a>")
        .doesNotContain("/revisions/13\"", ">Newest</a>");
    String last = server.get("//records/model/p/n?before=4").text();
    assertThat(last)
        .contains("/revisions/3\"", "/revisions/1\"", "/records/model/p/n#history\">Newest</a>")
        .doesNotContain("/revisions/4\"", ">Older</a>");
    assertThat(server.get("//records/model/p/n?before=x").status()).isEqualTo(400);
  }

  @Test
  void listsThatAreCutSaySo() {
    String packages =
        IntStream.range(0, 40).mapToObj(i -> "\"p" + i + "\"").collect(Collectors.joining(","));
    String inputs =
        IntStream.range(0, 40)
            .mapToObj(i -> "{\"name\":\"i" + i + "\"}")
            .collect(Collectors.joining(","));
    server.put(
        "/records/model/p/n",
        "{\"structural\":{\"environment\":{\"packages\":[%s]},\"inputs\":[%s]}}"
            .formatted(packages, inputs));
    assertThat(server.get("//records/model/p/n").text())
        .contains("<span>p29</span>", "<dt>in: i29</dt>")
        .doesNotContain("<span>p30</span>", "<dt>in: i30</dt>")
        .containsSubsequence("in: …", "and 10 more", "p29", "and 10 more");
  }

  @Test
  void numbersInAttributesKeepAllTheirDigits() {
    String path = "/records/model/p/n";
    server.put(path, "{\"attributes\":{\"year\":2024,\"cost\":1299.99,\"build\":1234567890123}}");
    assertThat(server.get("/" + path).text())
        .contains("<span>2024</span>", "<span>1299.99</span>", "<span>1234567890123</span>");
    server.patch(path, "{\"attributes\":{\"cost\":1299.98},\"structural\":{\"flops\":1000000001}}");
    server.patch(path, "{\"structural\":{\"flops\":1000000002}}");
    assertThat(server.get("/" + path + "/revisions/2").text()).contains("1299.99", "1299.98");
    assertThat(server.get("/" + path + "/revisions/3").text())
        .contains("1,000,000,001", "1,000,000,002");
  }

  @Test
  void aLongDescriptionIsNotCutInsideACharacter() {
    server.put("/records/model/p/n", "{\"description\":\"ab " + "😀".repeat(300) + "\"}");
    server.put("/records/model/p/m", "{\"description\":\"a " + "😀".repeat(300) + "\"}");
    assertThat(server.get("//").text()).contains("😀 …").doesNotContain("? …");
  }

  @Test
  void whatIsShownOfAComparisonStaysWhileItIsChanged() {
    for (int i = 0; i < 3; i++) {
      server.put(
          "/records/model/p/m" + i,
          "{\"structural\":{\"parameterCount\":%d,\"sizeBytes\":%d}}".formatted(i, 3 * i));
    }
    String axes = "&x=structural.sizeBytes&y=structural.parameterCount";
    String ids = "//compare?id=model:p/m0&id=model:p/m1&id=model:p/m2";
    assertThat(server.get(ids + "&differences=true" + axes).text())
        .contains("href=\"/compare?id=model:p/m1&amp;id=model:p/m2&amp;differences=true\"")
        .contains("id=model:p/m2" + axes.replace("&", "&amp;") + "\"")
        .contains("<input type=\"hidden\" name=\"differences\" value=\"true\">");
  }

  @Test
  void aListOfAllValuesThatIsNotWholeSaysSo() {
    for (int i = 0; i < 3; i++) {
      String tags =
          IntStream.range(i * 400, i * 400 + 400)
              .mapToObj(tag -> "\"t" + tag + '"')
              .collect(Collectors.joining(","));
      server.put("/records/model/p/m" + i, "{\"tags\":[" + tags + "]}");
    }
    assertThat(server.get("//facets/tag").text()).contains("Only the 1,000 most common");
    assertThat(server.get("//facets/tag?q=tag:t3").text()).doesNotContain("Only the");
  }
}
