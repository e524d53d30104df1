package org.modeldex.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;
import org.modeldex.server.web.Browser.Viewer;

/** How files get into an empty catalogue by its pages. */
@ExtendWith(StartedOnce.class)
final class ImportJourneysTest {
  private static final Path SAMPLE =
      Path.of(System.getProperty("testdata"), "openmmlab", "result-shapes");

  @TempDir private Path folder;
  private final Browser browser;
  private TestNode server;

  ImportJourneysTest(Browser browser) {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    this.browser = browser;
  }

  @BeforeEach
  void start() {
    server = new TestNode(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFolderIsUploadedLookedAtConfirmedAndFound() throws IOException {
    Path zoo = Files.createDirectories(folder.resolve("zoo"));
    copy(SAMPLE, zoo);
    Files.writeString(zoo.resolve("notes.csv"), "a,b\n1,2\n");
    try (BrowserContext window = browser.open(server.address(), Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate("/");
      page.getByText("Import files or a folder").click();
      page.locator("input[type=file]").first().setInputFiles(zipped(zoo));
      page.getByText("Show what would change").click();

      assertThat(page.locator("h1")).hasText("What importing zoo would do");
      int records = Integer.parseInt(figure(page, "Would be created").innerText());
      assertThat(page.locator(".effect.created")).hasCount(records);
      Locator problem = row(page, "the result on COCO has no metrics");
      assertThat(problem).containsText("metafile.yml");
      assertThat(problem).containsText("line 47");
      assertThat(problem).containsText("a value lost");
      assertThat(page.locator("section", withText("no known format"))).containsText("notes.csv");
      assertThat(server.get("/search").json().path("total").asInt()).isZero();

      page.getByText("Import this").click();
      assertThat(page.locator(".state")).containsText("Written.");
      assertThat(figure(page, "Created")).hasText(Integer.toString(records));
      assertThat(left()).isEmpty();
      page.getByText("Look at the records").click();
      assertThat(page.locator(".chips")).containsText("zoo");
      page.locator(".card h2 a", withText("oddities")).click();
      assertThat(page.locator("h1")).hasText("oddities");

      Path file = zoo.resolve("metafile.yml");
      Files.writeString(
          file, Files.readString(file).replaceFirst("Name: oddities", "$0\n    License: MIT"));
      page.navigate("/import");
      page.locator("input[type=file]").last().setInputFiles(zoo);
      page.getByText("Show what would change").click();
      assertThat(figure(page, "Would be updated")).hasText("1");
      assertThat(figure(page, "Stay as they are")).hasText(Integer.toString(records - 1));
      assertThat(row(page, "updated")).containsText("oddities");
      assertThat(left()).isNotEmpty();
      page.getByText("Discard").click();
      assertThat(page.locator("h1")).hasText("Import");
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void whatCannotBeImportedIsSaidInTheForm() throws IOException {
    Answer answer = upload("../card.md", "# A card", "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("refused because of ../card.md", "Show what would change");
    assertThat(upload("card.md", "# A card", "no project").text()).contains("role=\"alert\"");
    assertThat(upload("a.zip", "no archive", "").text()).contains("no zip archive");
    assertThat(upload("", "", "").text()).contains("File is missing");
    assertThat(send(new Body(UploadForm.MEDIA_TYPE, "--x\r\nnonsense")).status()).isEqualTo(400);
    assertThat(send(new Body("multipart/form-data", "nonsense")).status()).isEqualTo(400);
    assertThat(send(new Body("application/x-www-form-urlencoded", "file=x")).status())
        .isEqualTo(415);
    assertThat(left()).isEmpty();
  }

  @Test
  void whatTheColumnsOfATableWereTakenForIsShown() {
    String table = "network,top-1 (%),licence,comment\nnet-a,81.2,mit,nice\nnet-b,83.0,mit,fine\n";
    Answer sent = upload("t.csv", table, "tables");
    assertThat(sent.status()).isEqualTo(303);
    assertThat(server.get("/" + sent.header("Location")).text())
        .contains("How tables are read", "t.csv", "name: network", "license: licence")
        .contains("become attributes");
  }

  @Test
  void pagesOfOtherSitesCannotUploadOrConfirm() throws IOException {
    Body form = UploadForm.of("").withFile("card.md", "---\ntags: [moss]\n---\n# A card").body();
    for (String site : List.of("cross-site", "same-site")) {
      assertThat(send(form, "Sec-Fetch-Site", site).status()).isEqualTo(403);
    }
    Answer uploaded = send(form, "Sec-Fetch-Site", "same-origin");
    assertThat(uploaded.status()).isEqualTo(303);
    Body confirmed = new Body("application/x-www-form-urlencoded", "");
    String address = "/" + uploaded.header("Location");
    assertThat(server.send("POST", address, confirmed, "Origin", "http://evil.example").status())
        .isEqualTo(403);
    assertThat(server.get("/search").json().path("total").asInt()).isZero();
    assertThat(server.send("POST", address, confirmed).status()).isEqualTo(303);
    assertThat(server.send("POST", address, confirmed).status()).isEqualTo(303);
    assertThat(server.get("/search").json().path("total").asInt()).isOne();
  }

  private Answer upload(String name, String text, String project) {
    return send(UploadForm.of(project).withFile(name, text).body());
  }

  private Answer send(Body body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Accept";
    all[headers.length + 1] = "text/html";
    return server.send("POST", "//import", body, all);
  }

  /** Files of uploads that are still there. */
  private List<Path> left() throws IOException {
    Path uploads = folder.resolve("data/uploads");
    if (!Files.exists(uploads)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(uploads)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  private static Locator figure(Page page, String label) {
    return page.locator(".figures div", withText(label)).locator("dd");
  }

  private static Locator row(Page page, String text) {
    return page.locator("tbody tr", withText(text)).first();
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static Path zipped(Path root) throws IOException {
    Path archive = root.resolveSibling(root.getFileName() + ".zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.list(root)) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry(root.getFileName() + "/" + file.getFileName()));
        Files.copy(file, zip);
      }
    }
    return archive;
  }
}
