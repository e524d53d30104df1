package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** What the pages are to a browser, without one. */
@ExtendWith(StartedOnce.class)
final class WebPagesTest {
  private static final int MAX_BYTES = 60_000;

  private final TestNode server;

  WebPagesTest(SampleServer sample) {
    server = sample.node();
  }

  /** A page of all values of a facet is a list of hundreds. */
  @Test
  void everyPageIsSmallThoughItIsFull() {
    for (String address : SamplePages.full(server)) {
      assertThat(page(address).response().body().length)
          .as(address)
          .isLessThan(address.startsWith("/facets/") ? 2 * MAX_BYTES : MAX_BYTES);
    }
  }

  @Test
  void scriptsAndStylesAreSmallTogetherAndKeptForEver() throws IOException {
    Set<String> assets = new TreeSet<>();
    for (String address : List.of("/", SampleRun.logged(server))) {
      Matcher asset = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(page(address).text());
      while (asset.find()) {
        assets.add(asset.group(1));
      }
    }
    int bytes = 0;
    for (String asset : assets) {
      Answer answer = page(asset);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Cache-Control")).contains("immutable");
      bytes += compressed(answer.response().body());
    }
    assertThat(bytes).isBetween(10_000, MAX_BYTES);
  }

  @Test
  void problemsArePagesForBrowsersAndJsonForPrograms() {
    Answer page = page("/nowhere");
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("Not found");
    Answer json = server.get("//nowhere");
    assertThat(json.header("Content-Type")).startsWith("application/problem+json");
    Answer api = server.get("/records/model/no/such", "Accept", "text/html");
    assertThat(api.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void writesFromPagesOfOtherSitesAreRefused() {
    String path = "/records/model/p/n";
    assertThat(server.put(path, "{}", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(server.put(path, "{}", "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    assertThat(server.put(path, "{}", "Origin", "http://evil.example").status()).isEqualTo(403);
    assertThat(server.put(path, "{}", "Origin", server.address().toString()).status())
        .isEqualTo(201);
    assertThat(server.put(path, "{}", "Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
    assertThat(server.delete(path).status()).isEqualTo(204);
  }

  @Test
  void theStatusTellsTheSlowestSearchesOfAnyProtocol(@TempDir Path data) {
    try (TestNode own = new TestNode(data)) {
      String query = "moss+accuracy%3E%3D82%25+-tag:old&filter=license:mit&facet=task&sort=name";
      assertThat(own.get("/search?q=" + query).status()).isEqualTo(200);
      assertThat(own.get("//?q=fern").status()).isEqualTo(200);
      String status = own.get("//status").text();
      assertThat(status)
          .contains("Slowest searches", "<code>fern</code>")
          .containsPattern("<code>moss accuracy&gt;=(82%|0.82) -tag:old</code>")
          .contains(
              "1 text, 1 field condition, 1 metric condition, 1 exclusion, 2 filters, 1 facet");
    }
  }

  @Test
  void descriptionsOfHitsAreReadWithoutTheMarksOfMarkdown(@TempDir Path data) {
    try (TestNode own = new TestNode(data)) {
      String text =
          "## About\\n\\nA **[mossy](https://a.example)** net.\\n\\n| a | b |\\n|---|---|";
      own.put("/records/model/p/net", "{\"description\":\"" + text + "\"}");
      assertThat(own.get("//").text()).contains("<p class=\"text\">About A mossy net. a b");
      assertThat(own.get("//?q=mossy").text())
          .contains("<p class=\"text\">About A <mark>mossy</mark> net. a b");
    }
  }

  @Test
  void theCountNamesTheKindThatIsFound() {
    assertThat(server.get("//?q=coco").text()).containsPattern("<strong>[0-9,]+ models</strong>");
    assertThat(server.get("//?filter=kind:dataset").text()).contains(" datasets</strong>");
    assertThat(server.get("//?q=kind:dataset").text()).contains(" records</strong>");
  }

  @Test
  void whatASentenceExcludesIsSaidAndNotFound() {
    assertThat(page("/?q=object+detection+not+trained+on+COCO").text())
        .contains("not Dataset</span> COCO")
        .doesNotContain("COCO <span aria-hidden=\"true\">+</span>");
  }

  @Test
  void aPageThatIsGoneLeadsToTheFirstOneOfItsSearch() {
    assertThat(server.get("//?q=resnet&cursor=bad").text())
        .contains("<a href=\"/?q=resnet\">Start again</a>");
  }

  @Test
  void aSortedTableTellsItsDirectionAndTurnsItRound() {
    String search = "//?q=classification&view=table&sort=";
    String best = server.get(search + "accuracy@imagenet-1k").text();
    assertThat(best).contains("aria-sort=\"descending\"", "sort=%2Baccuracy@imagenet-1k");
    String worst = server.get(search + "%2Baccuracy@imagenet-1k").text();
    assertThat(worst)
        .contains("aria-sort=\"ascending\"", "sort=-accuracy@imagenet-1k")
        .contains("selected>Accuracy on ImageNet-1k, lowest first");
    assertThat(server.get(search + "wer").text()).doesNotContain("aria-sort=\"descending\"");
  }

  @Test
  void aTableOfHitsCanBeTakenToASpreadsheet() {
    Answer csv = server.get("//search.csv?q=resnet&filter=license:apache-2.0");
    assertThat(csv.header("Content-Disposition")).contains("attachment");
    String[] lines = csv.text().split("\r\n", -1);
    assertThat(lines[0]).startsWith("id,kind,project,name,tasks");
    assertThat(lines.length).isGreaterThan(20);
    assertThat(lines[1]).startsWith("model:").contains("apache-2.0");
  }

  private Answer page(String path) {
    return server.get("/" + path, "Accept", "text/html");
  }

  private static int compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
