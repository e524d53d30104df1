package org.modeldex.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void aSearchOfEverythingIsSharedAsOne() {
    server.put("/records/model/p/m", "{}");
    server.put("/records/dataset/p/d", "{}");
    String page = server.get("//?kind=*").text();
    assertThat(page).contains("<strong>2 records</strong>", "-d 'kind=*'", "\n  \"kind\": \"*\",");
    assertThat(page).containsPattern("href=\"/api/v1/search\\?kind=\\*&amp;");
    assertThat(server.get("/search?kind=*&collapse=family").json().path("total").asInt())
        .isEqualTo(2);
    assertThat(server.get("//").text()).doesNotContain("kind=*'");
  }

  @Test
  void whatALineageNamesIsALinkOnlyIfThereIsAPage() {
    server.put("/records/dataset/p/there", "{}");
    server.put(
        "/records/model/p/m",
        """
        {"lineage":[{"relation":"trained-on","target":"dataset:p/there"},
                    {"relation":"evaluated-on","target":"dataset:p/missing"}]}\
        """);
    assertThat(server.get("//records/model/p/m").text())
        .contains("href=\"/records/dataset/p/there\"", "missing</span>", "not in the catalogue")
        .doesNotContain("href=\"/records/dataset/p/missing\"");
  }

  @Test
  void whatIsNotANumberHasNoUnit() {
    server.put(
        "/records/model/p/m",
        "{\"statistical\":[{\"metric\":\"accuracy\",\"dataset\":\"imagenet-1k\",\"raw\":\"NaN\"}]}");
    assertThat(server.get("//records/model/p/m").text())
        .contains("<b>not a number</b>")
        .doesNotContain("not a number %");
  }

  @Test
  void aLongDescriptionInAnyScriptIsSavedFromTheForm() {
    server.put("/records/model/p/m", "{}");
    String text = "\u6f22\u5b57".repeat(100_000);
    String form = "revision=1&description=" + URLEncoder.encode(text, UTF_8) + "&tags=&attributes=";
    TestNode.Body body = new TestNode.Body("application/x-www-form-urlencoded", form);
    assertThat(server.send("POST", "//records/model/p/m/edit", body).status()).isEqualTo(303);
    assertThat(server.get("/records/model/p/m").json().path("description").asText())
        .isEqualTo(text);
  }

  @Test
  void versionsOfOneModelAreToldApart() {
    for (int version = 1; version <= 2; version++) {
      server.put(
          "/records/version/p/n@" + version,
          """
          {"structural":{"parameterCount":%1$d00,"sizeBytes":%1$d},"statistical":[
            {"metric":"accuracy","dataset":"imagenet-1k","value":0.%1$d,"at":"202%1$d-01-01T00:00:00Z"}]}\
          """
              .formatted(version));
    }
    assertThat(server.get("//leaderboard?key=accuracy@imagenet-1k&q=kind:version").text())
        .contains("2 records measured", ">n @ 1</a>", ">n @ 2</a>", ", n @ 1\"", ", n @ 2\"");
    assertThat(server.get("//compare?id=version:p/n@1&id=version:p/n@2").text())
        .contains("</svg>n @ 1</li>", "</svg>n @ 2</li>", ">n @ 1</text>", ">n @ 2</text>");
    assertThat(server.get("//records/version/p/n@1").text()).contains("<title>n @ 1");
    assertThat(server.get("//records/version/p/n@1/edit").text()).contains(">n @ 1</a></h1>");
  }

  @Test
  void aLeaderboardOfMoreValuesThanACurveTakesIsShownWithoutIt() {
    String models =
        IntStream.rangeClosed(0, 50_000)
            .mapToObj(
                """
                {"op":"put","record":{"id":"model:p/m%d","statistical":[{"metric":"accuracy","dataset":"imagenet-1k","value":0.5}]}}
                """
                    ::formatted)
            .collect(Collectors.joining());
    assertThat(server.bulk(models).status()).isEqualTo(200);
    assertThat(server.get("//leaderboard?key=accuracy@imagenet-1k").text())
        .contains("50,001 models measured", "too many for a curve");
  }

  @Test
  void aTableThatFillsUpBeyondMeasureIsShownAsText() {
    String wide = "|a".repeat(2_000) + "|\\n" + "|-".repeat(2_000) + "|\\n" + "|b\\n".repeat(2_000);
    server.put("/records/model/p/wide", "{\"description\":\"# Title\\n\\n" + wide + "\"}");
    server.put("/records/model/p/small", "{\"description\":\"|a|\\n|-|\\n|b|\\n\"}");
    assertThat(server.get("//records/model/p/wide").text())
        .contains("<h3>Title</h3>", "|a|a|a")
        .doesNotContain("<td>");
    assertThat(server.get("//records/model/p/small").text()).contains("<td>b</td>");
  }

  @Test
  void anAddressForMlflowIsOfferedOnlyWhereItsClientsCanUseIt() {
    for (String project : List.of("mlflow", "vision")) {
      server.put("/records/model/" + project + "/m", "{}");
      server.put("/records/version/" + project + "/m@1", "{}");
    }
    assertThat(server.get("//records/model/mlflow/m").text()).contains("models:/m/latest");
    assertThat(server.get("//records/version/mlflow/m@1").text()).contains("models:/m/1");
    assertThat(server.get("//records/model/vision/m").text()).doesNotContain("models:/");
    assertThat(server.get("//records/version/vision/m@1").text()).doesNotContain("models:/");
  }
}
