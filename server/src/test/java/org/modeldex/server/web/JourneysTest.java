package org.modeldex.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.web.Browser.Viewer;

/** What people do, in a real browser on the sample catalogue. */
@ExtendWith(StartedOnce.class)
final class JourneysTest {
  private final TestNode server;
  private final Browser browser;

  JourneysTest(SampleServer sample, Browser browser) {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    this.browser = browser;
    server = sample.node();
  }

  @Test
  void oneSearchesNarrowsAndOpens() {
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/");
      page.getByLabel("Search the catalogue").fill("image classification");
      page.getByLabel("Search the catalogue").press("Enter");
      page.waitForURL(Pattern.compile(".*q=image.*"));
      assertThat(page.locator("h1")).hasText("Search results");
      long before = found(page);
      page.locator("input[value='license:apache-2.0']").check();
      assertThat(page.locator(".chips")).containsText("Licence apache-2.0");
      long narrowed = found(page);
      assertThat(narrowed).isBetween(1L, before - 1);
      bound(page).fill("82%");
      bound(page).press("Enter");
      assertThat(page.locator(".chips")).containsText("≥ 82%");
      assertThat(found(page)).isBetween(1L, narrowed - 1);
      assertThat(page.url())
          .contains("filter=license", "min", "q=image")
          .doesNotContain("max", "sort=", "view=");
      String name = page.locator(".card h2 a").first().innerText();
      page.locator(".card h2 a").first().click();
      assertThat(page.locator("h1")).hasText(name.substring(name.indexOf('/') + 1).strip());
    }
  }

  /** The five questions of docs/web.md, each within three interactions. */
  @Test
  void theFirstFiveQuestionsAreAnsweredWithinThreeInteractions() {
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      search(page, "detect people in street scenes"); // 1
      assertThat(page.locator(".card").first()).containsText("street");

      search(page, "task:image-classification parameters<30M"); // 1
      page.locator("select[name=sort]").selectOption("accuracy@imagenet-1k"); // 2
      page.waitForURL(Pattern.compile(".*sort=accuracy.*"));
      assertThat(page.locator(".card .measure b").first())
          .hasText(Pattern.compile("8[5-9]\\.[0-9]+ %"));

      search(page, "stt_de_conformer_ctc_large"); // 1
      page.locator(".card h2 a").first().click(); // 2
      assertThat(page.getByLabel("Facts")).containsText("cc-by-4.0");
      assertThat(page.getByLabel("Facts")).containsText("nvidia");

      search(page, "atss_r50_fpn_1x_coco"); // 1
      page.locator(".card h2 a").first().click(); // 2
      assertThat(page.locator(".measure-list"))
          .containsText(Pattern.compile("39\\.4 %.*(st|nd|rd|th) of [0-9]+"));
      assertThat(page.locator("section", withText("Lineage"))).containsText("coco");
      page.locator(".measure-list a").last().click(); // 3
      assertThat(page.locator("table.board tbody tr").first()).containsText("1");
    }
  }

  private static void search(Page page, String words) {
    page.navigate("/");
    page.getByLabel("Search the catalogue").fill(words);
    page.getByLabel("Search the catalogue").press("Enter");
    page.waitForURL("**/?q=*");
    assertThat(page.locator("h1")).hasText("Search results");
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void twoAreComparedAndARecordIsEditedThoughSomebodyElseDidToo() {
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      search(page, "resnet");
      page.locator(".card .pick input").nth(0).check();
      page.locator(".card .pick input").nth(1).check();
      page.getByRole(AriaRole.BUTTON, named("Compare")).click();
      assertThat(page.locator("table.comparison thead th")).hasCount(3);
      page.getByRole(AriaRole.LINK, named("Differences only")).click();
      assertThat(page.locator("table.comparison tbody tr:not(.section):not(.differs)")).hasCount(0);

      String path = "/records/model/pytorch-hub/AlexNet";
      page.navigate(path + "/edit");
      Page other = window.newPage();
      other.navigate(path + "/edit");
      other.getByLabel("Tags").fill("torch-hub, classic");
      other.getByRole(AriaRole.BUTTON, named("Save")).click();
      assertThat(other.locator(".head")).containsText("classic");
      page.getByLabel("Description").fill("A small old network.");
      page.getByRole(AriaRole.BUTTON, named("Save")).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Somebody else changed");
      assertThat(page.getByLabel("Tags")).hasValue("torch-hub, classic");
      page.getByRole(AriaRole.BUTTON, named("Save")).click();
      assertThat(page.locator(".prose")).hasText("A small old network.");
      assertThat(page.locator(".head")).containsText("classic");
    }
  }

  @Test
  void backAndForwardShowWhatWasThere() {
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet");
      long all = found(page);
      page.locator("input[value='license:apache-2.0']").check();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      long narrowed = found(page);
      page.goBack();
      assertThat(page.locator(".chips")).hasCount(0);
      assertThat(found(page)).isEqualTo(all);
      assertThat(page.locator("input[value='license:apache-2.0']")).not().isChecked();
      page.goForward();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      assertThat(found(page)).isEqualTo(narrowed);
    }
  }

  @Test
  void everythingEssentialWorksWithoutScripts() {
    try (BrowserContext window = open(Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate("/");
      page.getByLabel("Search the catalogue").fill("speech recognition");
      page.getByRole(AriaRole.BUTTON, named("Search")).click();
      page.locator("input[value='task:automatic-speech-recognition']").check();
      page.getByRole(AriaRole.BUTTON, named("Apply")).click();
      assertThat(page.locator(".chips")).containsText("Automatic Speech Recognition");
      page.getByRole(AriaRole.LINK, named("Table")).click();
      assertThat(page.locator("table.hits thead")).containsText("Word Error Rate");
      page.locator("table.hits th a").nth(2).click();
      page.locator("table.hits tbody th a").first().click();
      assertThat(page.locator("h1")).isVisible();
    }
  }

  @Test
  void theKeyboardIsEnough() {
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/");
      page.keyboard().press("/");
      page.keyboard().type("resnet");
      page.keyboard().press("Enter");
      page.waitForURL(Pattern.compile(".*q=resnet.*"));
      page.locator("h1").press("Escape");
      page.keyboard().press("j");
      page.keyboard().press("j");
      assertThat(page.locator(".card").nth(1)).hasClass(Pattern.compile(".*current.*"));
      page.keyboard().press("x");
      assertThat(page.locator(".tray")).containsText("1 chosen");
      page.keyboard().press("?");
      assertThat(page.getByRole(AriaRole.DIALOG)).containsText("go to the search box");
      page.keyboard().press("Escape");
      String second = page.locator(".card h2 a").nth(1).getAttribute("href");
      page.keyboard().press("j");
      page.keyboard().press("k");
      page.keyboard().press("Enter");
      page.waitForURL("**" + second);
    }
  }

  @Test
  void suggestionsAreTakenWithTheKeyboardAndTheMouse() {
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/");
      Locator box = page.getByLabel("Search the catalogue");
      Locator list = page.getByRole(AriaRole.LISTBOX);
      box.pressSequentially("fast obj");
      Locator option = list.getByText("Object Detection", exactly());
      assertThat(option).isVisible();
      assertThat(box).hasAttribute("aria-expanded", "true");
      box.press("Escape");
      assertThat(list).isHidden();
      assertThat(box).hasValue("fast obj");
      assertThat(box).isFocused();

      box.pressSequentially("e");
      assertThat(option).isVisible();
      box.press("ArrowDown");
      Locator active = page.locator("#" + box.getAttribute("aria-activedescendant"));
      assertThat(active).hasAttribute("aria-selected", "true");
      String query = active.getAttribute("data-query");
      box.press("Enter");
      assertThat(page.locator("h1")).hasText("Search results");
      assertThat(box).hasValue(query);
      assertThat(list).isHidden();

      box.fill("licen");
      list.getByText("license:", exactly())
          .click(); // a field, to which its values are suggested at once
      assertThat(box).hasValue("license:");
      list.getByText("apache-2.0", exactly()).click();
      page.waitForURL(Pattern.compile(".*q=license(:|%3A)apache-2.*"));
    }
  }

  @Test
  void wordsAreCorrectedUnderstoodAndInsistedOn() {
    try (BrowserContext window = open(Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate("/?q=objct+detection");
      assertThat(page.locator(".correction")).containsText("Showing results for object detection");
      long corrected = found(page);
      page.locator(".meanings a").first().click();
      assertThat(page.locator(".chips")).containsText("Task Object Detection");
      assertThat(found(page)).isLessThan(corrected);
      assertThat(page.locator(".meanings")).hasCount(0);
      page.goBack();
      page.locator(".correction a").last().click();
      assertThat(page.locator(".correction")).hasCount(0);
      assertThat(page.getByLabel("Search the catalogue")).hasValue("\"objct detection\"");
    }
  }

  @Test
  void variantsAreFoldedAndUnfolded() {
    try (BrowserContext window = open(Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet");
      Locator more = page.locator(".variants").first();
      String others = more.textContent().replaceAll("(?s) variant.*|[+,]", "");
      long variants = 1 + Long.parseLong(others);
      more.click();
      assertThat(page.locator(".chips")).containsText("Variants of");
      assertThat(found(page)).isEqualTo(variants);
      assertThat(page.locator(".card")).hasCount((int) Math.min(20, variants));
      assertThat(page.locator(".variants")).hasCount(0);
      page.goBack();
      page.getByText("Show every variant").click();
      assertThat(page.locator(".variants")).hasCount(0);
      page.getByText("Fold variants").click();
      assertThat(page.locator(".variants").first()).isVisible();
    }
  }

  @Test
  void aRecordLeadsToWhatIsLikeItAndToWhatUsesIt() {
    try (BrowserContext window = open(Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate("/records/model/openmmlab/atss_r50_fpn_1x_coco");
      Locator similar = page.locator(".similar li");
      assertThat(similar.first()).containsText("Object Detection");
      page.getByText("side by side").click();
      assertThat(page.locator("table.comparison thead th")).hasCount(8);
      page.goBack();
      page.locator(".lineage-lists a").first().click();
      assertThat(page.locator(".lineage-lists")).containsText("Where it is used");
    }
  }

  @Test
  void facetsUnfoldOnAPhone() {
    try (BrowserContext window = open(Viewer.NARROW)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet");
      page.getByText("Narrow", new Page.GetByTextOptions().setExact(true)).click();
      page.locator("input[value='license:apache-2.0']").check();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
    }
  }

  /** One visit to each page looks for everything, since loading and axe take their time. */
  @Test
  void everyPageIsAccessibleInLightAndDarkFitsAPhoneAndKeepsToItself() {
    List<String> problems = new ArrayList<>();
    String axe = axe();
    try (BrowserContext window = open(Viewer.WIDE)) {
      Page page = window.newPage();
      page.onRequest(request -> {
        if (!request.url().startsWith(server.address().toString())) {
          problems.add("asks elsewhere: " + request.url());
        }
      });
      page.onConsoleMessage(message -> {
        if (message.text().contains("Content Security")) {
          problems.add(page.url() + " breaks the policy: " + message.text());
        }
      });
      for (String address : SamplePages.each(server)) {
        page.setViewportSize(Viewer.WIDE.width(), Viewer.WIDE.height());
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(address);
        page.evaluate(axe);
        problems.addAll(serious(address, page));
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        problems.addAll(serious(address + " in the dark", page, "color-contrast"));
        for (Viewer small : List.of(Viewer.ENLARGED, Viewer.NARROW)) {
          page.setViewportSize(small.width(), small.height());
          Object beyond =
              page.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth");
          if (!beyond.equals(0)) {
            problems.add(address + " is " + beyond + " pixels too wide for " + small.width());
          }
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  /**
   * What axe finds in a page. It takes long, so it tells violations only and leaves out the
   * repetitions of what a loop of a template makes.
   */
  private static List<String> serious(String where, Page page, String... rules) {
    Object found =
        page.evaluate(
            """
            rules => axe
              .run({ exclude: ["li:nth-child(n+4)", "tr:nth-child(n+4)"] }, { resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) })
              .then(results => results.violations
                .filter(rule => rule.impact === "serious" || rule.impact === "critical")
                .map(rule => rule.id + " " + rule.nodes[0].html))\
            """,
            rules);
    return ((List<?>) found).stream().map(problem -> where + ": " + problem).toList();
  }

  private static String axe() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BrowserContext open(Viewer viewer) {
    return browser.open(server.address(), viewer);
  }

  private static Locator bound(Page page) {
    String name = "Accuracy on ImageNet-1k at least";
    return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }

  private static long found(Page page) {
    Locator summary = page.locator(".summary strong");
    return Long.parseLong(summary.innerText().replaceAll("[^0-9]", ""));
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
