package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;

/**
 * Text that would run as a script if any page forgot to escape it, in every field of records and in
 * the addresses of pages. The browser is told to overlook the pages' policy, which would hide that.
 */
@ExtendWith(StartedOnce.class)
final class HostileTextsTest {
  /** What an attacker runs; {@code N} becomes a number. */
  private static final String SCRIPT = "window.pwned=N";

  /** Ways to have it run, for places inside text, attributes, addresses, styles and templates. */
  private static final List<String> VECTORS =
      List.of(
          "<script>S</script>",
          "</title></textarea></select><script>S</script>",
          "<ScRiPt/x>S</sCrIpT >",
          "<scr<script>ipt>S</scr</script>ipt>",
          "<img src=x onerror=S>",
          "<img/src='x'/onerror='S'>",
          "\"><img src=x onerror=\"S\">",
          "'><img src=x onerror='S'>",
          "\" autofocus onfocus=\"S\" x=\"",
          "' autofocus onfocus='S' x='",
          "` onmouseover=`S`",
          "<svg onload=S>",
          "<svg><script>S</script></svg>",
          "<svg><animate onbegin=S attributeName=x dur=1s>",
          "<svg><a xlink:href='javascript:S'><rect width=99 height=99 /></a></svg>",
          "<math><mtext><table><mglyph><style><img src=x onerror=S>",
          "<iframe srcdoc='<script>parent.S</script>'></iframe>",
          "<iframe src='javascript:parent.S'></iframe>",
          "<object data='data:text/html,<script>S</script>'></object>",
          "<base href='javascript:S//'>",
          "<meta http-equiv=refresh content='0;url=javascript:S'>",
          "<link rel=stylesheet href='javascript:S'>",
          "<body onload=S>",
          "<details open ontoggle=S><summary>x</summary></details>",
          "<input autofocus onfocus=S>",
          "<video><source onerror=S></video>",
          "<style>@import 'javascript:S';*{background:url(javascript:S)}</style>",
          "<form action='javascript:S'><button>x</button></form>",
          "<a href='javascript:S'>x</a>",
          "[x](javascript:S)",
          "![x](x\"onerror=\"S)",
          "<javascript:S>",
          "javascript:S",
          "JaVaScRiPt:S",
          "java\tscript:S",
          "data:text/html,<script>S</script>",
          "vbscript:S",
          "{{constructor.constructor('S')()}}",
          "${S}",
          "#{S}",
          "<%= S %>",
          "@if(true)${S}@endif",
          "$unsafe{S}",
          "<!--><script>S</script>-->",
          "]]><script>S</script>",
          "<noscript><p title=\"</noscript><img src=x onerror=S>\">",
          "<div hx-get='/' hx-on::load='S' hx-trigger='load'>x</div>",
          "<div data-hx-on:click='S'>x</div>",
          "\u202E<script>S</script>\u202C",
          "\uFF1Cscript\uFF1ES\uFF1C/script\uFF1E",
          "&lt;script&gt;S&lt;/script&gt;",
          "&#60;script&#62;S&#60;/script&#62;",
          "%3Cscript%3ES%3C/script%3E",
          "\\u003cscript\\u003eS\\u003c/script\\u003e",
          "';S;'",
          "\";S;\"",
          "</script><script>S</script>",
          "<mark onmouseover=S>x</mark>",
          "<xss id=x tabindex=1 onfocus=S autofocus>x</xss>",
          "<img src=x onerror=S//");

  /** How each is wrapped, to be met with more spellings. */
  private static final List<String> WRAPS =
      List.of("V", "a V b", "**V**", "\u200F\u0001V\u0007", "`V` | V");

  private static final String AT = "2026-01-01T00:00:00Z";

  @TempDir private static Path data;

  private final Browser browser;

  HostileTextsTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void areShownAndNeverRun() {
    List<String> texts = texts();
    assertThat(texts).hasSizeGreaterThanOrEqualTo(300);
    try (TestNode server = new TestNode(data)) {
      int records = 6;
      List<String> names = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        List<String> own = new ArrayList<>();
        for (int t = i; t < texts.size(); t += records) {
          own.add(texts.get(t));
        }
        names.add(put(server, i, own));
      }
      List<String> addresses = addresses(names, texts);
      addresses.add(run(server, texts));
      addresses.addAll(imported(server, texts));
      addresses.add("/status"); // with the slowest of these searches
      try (BrowserContext window = browser.openWithoutPolicy(server.address())) {
        window.addInitScript("window.confirm = window.alert = () => { window.pwned = 'dialog'; }");
        Page page = window.newPage();
        for (String address : addresses) {
          page.navigate(address);
          page.evaluate(
              """
              () => document.querySelectorAll("main *, header *").forEach(element => {
                for (const type of ["focus", "mouseover", "toggle", "error", "load"]) {
                  element.dispatchEvent(new Event(type));
                }
              })\
              """);
          assertThat(page.evaluate("window.pwned")).as("what ran on %s", address).isNull();
          assertThat(page.locator("h1").count()).as("headings of %s", address).isPositive();
        }
        assertThat(page.context().pages()).hasSize(1);
      }
    }
  }

  /** Each vector in each wrap, every one with a number of its own. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String wrap : WRAPS) {
      for (String vector : VECTORS) {
        String script = SCRIPT.replace("N", Integer.toString(texts.size()));
        texts.add(wrap.replace("V", vector.replace("S", script)));
      }
    }
    return texts;
  }

  /** Stores a record with these texts in all of its fields; answers its name in addresses. */
  private static String put(TestNode server, int number, List<String> texts) {
    Texts next = new Texts(texts);
    String name = next.one().replaceAll("\\p{Cntrl}", "");
    String path = name.replace("~", "~0").replace("/", "~1").replace("@", "~2");
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("description", String.join("\n\n", texts));
    next.fill(record.putArray("tags"), 8);
    ObjectNode structural = record.putObject("structural");
    next.fill(structural.putArray("architectures"), 2);
    for (String field : List.of("framework", "library", "algorithm")) {
      structural.put(field, next.one());
    }
    structural.put("parameterCount", 1_000 + number);
    structural.putObject("hyperparameters").put(next.one(), next.one());
    ObjectNode input = structural.putArray("inputs").addObject();
    input.put("name", next.one()).put("type", next.one()).put("shape", next.one());
    next.fill(structural.putObject("environment").putArray("packages"), 2);
    ObjectNode artifact = structural.putArray("artifacts").addObject();
    artifact.put("uri", "javascript:window.pwned='uri'").put("format", next.one());
    artifact.put("digest", next.one());
    ObjectNode contextual = record.putObject("contextual");
    for (String field : List.of("tasks", "modalities", "languages")) {
      next.fill(contextual.putArray(field), 2);
    }
    contextual.withArray("tasks").add("image-classification");
    for (String field :
        List.of(
            "domain",
            "license",
            "owner",
            "team",
            "stage",
            "status",
            "intendedUse",
            "region",
            "limitations",
            "goals",
            "sensitivity")) {
      contextual.put(field, next.one());
    }
    contextual
        .putArray("papers")
        .addObject()
        .put("title", next.one())
        .put("url", "javascript:window.pwned='paper'");
    ArrayNode statistical = record.putArray("statistical");
    for (int i = 0; i < 3; i++) {
      statistical
          .addObject()
          .put("metric", i == 0 ? "accuracy" : next.one())
          .put("dataset", i == 0 ? "imagenet-1k" : next.one())
          .put("split", next.one())
          .put("config", next.one())
          .put("raw", "0." + (number + 1));
    }
    record
        .putArray("lineage")
        .addObject()
        .put("relation", "trained-on")
        .put("target", "dataset:p/" + path);
    record.putObject("attributes").put("note", next.one());
    record
        .putObject("source")
        .put("format", "jsonl")
        .put("path", next.one())
        .put("name", next.one())
        .put("uri", "javascript:window.pwned='source'");
    String address = "/records/model/p/" + encoded(path);
    TestNode.Answer answer = server.put(address, record.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    change.put("description", String.join(" ", texts.reversed()));
    next.fill(change.putArray("tags"), 8);
    change.putObject("attributes").put("note", next.one()).put("other", next.one());
    assertThat(server.patch(address, change.toString()).status()).isEqualTo(200);
    return path;
  }

  /** Stores a run with curves of such names; answers its page's address. */
  private static String run(TestNode server, List<String> texts) {
    String address = "/records/run/p/r";
    assertThat(server.put(address, "{}").status()).isEqualTo(201);
    ArrayNode series = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 12; i++) {
      ArrayNode points = series.addObject().put("metric", texts.get(i * 5)).putArray("points");
      points.addObject().put("step", 1).put("at", AT).put("value", i);
      points.addObject().put("step", 2).put("at", AT).put("value", i + 1);
    }
    TestNode.Answer answer = server.post(address + "/series", series.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return address;
  }

  /** Imports files with such names and contents; answers the reports before and after. */
  private static List<String> imported(TestNode server, List<String> texts) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      String name = texts.get(i).replaceAll("\\p{Cntrl}", "");
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("kind", "model").put("project", "q").put("name", name);
      line.putObject("contextual").putArray("tasks").add(texts.get(i));
      line.putArray("statistical").addObject().put("metric", texts.get(i)).put("raw", "none");
      lines.append(line).append('\n');
      lines.append(JsonNodeFactory.instance.objectNode().put("op", texts.get(i))).append('\n');
      lines.append(JsonNodeFactory.instance.objectNode().put(texts.get(i), 1)).append('\n');
    }
    UploadForm form = UploadForm.of("q").withFile("records.jsonl", lines.toString());
    for (int i = 0; i < 60; i++) {
      String path = texts.get(i).replaceAll("\\p{Cntrl}", "").replaceAll("[/\\\\]+", "/");
      form.withFile(("f/" + path + "/f").replace("//", "/") + i, "nothing known");
    }
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      reports.add(form.sentTo(server));
    }
    TestNode.Body confirmed = new TestNode.Body("application/x-www-form-urlencoded", "");
    assertThat(server.send("POST", "/" + reports.getLast(), confirmed).status()).isEqualTo(303);
    return reports;
  }

  /** Hands the texts out in turn, over and over. */
  private static final class Texts {
    private final List<String> all;
    private int next;

    Texts(List<String> all) {
      this.all = all;
    }

    String one() {
      return all.get(next++ % all.size());
    }

    void fill(ArrayNode array, int count) {
      for (int i = 0; i < count; i++) {
        array.add(one());
      }
    }
  }

  private static List<String> addresses(List<String> names, List<String> texts) {
    List<String> addresses =
        new ArrayList<>(
            List.of(
                "/?kind=*",
                "/?view=table&q=window",
                "/?q=pwned+accuracy&sort=accuracy",
                "/facets/tag",
                "/leaderboard?key=accuracy@imagenet-1k",
                "/tasks",
                "/dictionary",
                "/choose?task=image-classification&by=parameters"));
    StringBuilder compare = new StringBuilder("/compare?");
    for (String name : names) {
      addresses.add("/records/model/p/" + encoded(name));
      addresses.add("/records/model/p/" + encoded(name) + "/revisions/2");
      compare.append("&id=").append(encoded("model:p/" + name));
    }
    addresses.add("/records/model/p/" + encoded(names.getFirst()) + "/edit");
    addresses.add(compare.toString());
    for (String place :
        List.of(
            "/?q=",
            "/?filter=tag:",
            "/?sort=",
            "/?min:size=",
            "/dictionary?find=",
            "/choose?task=",
            "/choose?task=image-classification&where=",
            "/choose?task=image-classification&license=",
            "/leaderboard?key=accuracy&q=",
            "/import/")) {
      addresses.add(place + encoded(texts.get(addresses.size())));
    }
    return addresses;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
