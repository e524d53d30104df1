package org.modeldex.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.web.Browser.Viewer;

/** Each control beside a search does what it promises, in a real browser. */
@ExtendWith(StartedOnce.class)
final class SearchControlsTest {
  private final TestNode server;
  private final Browser browser;

  SearchControlsTest(SampleServer sample, Browser browser) {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    this.browser = browser;
    server = sample.node();
  }

  @Test
  void valuesOfOneFacetWidenAndLongFacetsAreSearched() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=image+classification");
      value(page, "license:apache-2.0").check();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      long one = found(page);
      value(page, "license:mit").check();
      assertThat(page.locator(".chips")).containsText("mit");
      assertThat(found(page)).isGreaterThan(one);

      Locator facet = page.locator("#facet-architecture");
      facet.getByText("Show all").click();
      facet.locator(".find").fill("resnet");
      List<String> shown = facet.locator("li:visible").allInnerTexts();
      assertThat(shown)
          .isNotEmpty()
          .allSatisfy(text -> assertThat(text).containsIgnoringCase("resnet"));
      facet.locator("li:visible input").first().check();
      assertThat(page.locator(".chips"))
          .containsText(Pattern.compile("Architecture.*resnet", Pattern.CASE_INSENSITIVE));
    }
  }

  @Test
  void aHandleOverAHistogramIsDragged() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=image+classification");
      long before = found(page);
      BoundingBox track = page.locator(".slider").first().boundingBox();
      double middle = track.y + track.height / 2;
      page.mouse().move(track.x + 4, middle);
      page.mouse().down();
      page.mouse().move(track.x + track.width / 2, middle);
      page.mouse().up();
      assertThat(page.locator(".chips")).containsText("≥");
      assertThat(found(page)).isBetween(1L, before - 1);
      assertThat(page).hasURL(Pattern.compile(".*min.*"));
    }
  }

  @Test
  void aSearchIsTakenAlongAndItsTableHasTheColumnsOneWants() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      window.grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Page page = window.newPage();
      page.navigate("/?q=resnet+license:apache-2.0");
      page.getByText("Share").click();
      copy(page, "Copy curl");
      assertThat(clipboard(page)).startsWith("curl ").contains("/api/v1/search");
      copy(page, "Copy link");
      assertThat(clipboard(page)).isEqualTo(page.url());

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Table").setExact(true))
          .click();
      page.locator(".columns-menu summary").click();
      page.locator(".columns-menu input[value='size']").setChecked(true);
      assertThat(page.locator("table.hits thead")).containsText("Size");
      assertThat(page).hasURL(Pattern.compile(".*column=size.*"));
    }
  }

  @Test
  void whereNothingMatchesOnePartIsTakenAway() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=task:image-classification+parameters%3C10");
      assertThat(page.locator(".empty")).containsText("Nothing matches all of this");
      page.locator(".empty a").first().click();
      assertThat(page.locator(".card").first()).isVisible();
    }
  }

  @Test
  void aFilterIsTakenAwayByItsBoxHoweverItsFieldIsWritten() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?filter=licence:mit");
      value(page, "license:mit").uncheck();
      assertThat(page.locator(".chips")).hasCount(0);
      assertThat(page.url()).doesNotContain("filter");
    }
  }

  @Test
  void aMistakeInTheWordsLosesNothingElse() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet&filter=license:apache-2.0&view=table&column=size&sort=-parameters");
      long before = found(page);
      page.locator("#q").fill("resnet accuracy>=");
      page.locator("#q").press("Enter");
      assertThat(page.locator("h1")).hasText("This search was not understood");
      page.locator("#q").fill("resnet");
      page.locator("#q").press("Enter");
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      assertThat(found(page)).isEqualTo(before);
      assertThat(page.url()).contains("view=table", "column=size", "sort=-parameters");
    }
  }

  @Test
  void columnsStayWhileSomethingElseIsChosen() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet&column=size");
      value(page, "license:apache-2.0").check();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      assertThat(page).hasURL(Pattern.compile(".*column=size.*"));

      page.navigate("/facets/license?q=resnet&view=table&column=size");
      value(page, "license:apache-2.0").check();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      assertThat(page).hasURL(Pattern.compile(".*column=size.*"));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNoticed() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet");
      window.setOffline(true);
      value(page, "license:apache-2.0").check();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not answer");
      window.setOffline(false);
      page.getByText("Try again").click();
      assertThat(page.locator(".chips")).containsText("apache-2.0");
      assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }
  }

  /** A browser that kept the page shows it as it was left. */
  @Test
  void whatWasChosenOnAnotherPageIsStillChosenAfterGoingBack() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet");
      page.locator(".card .pick input").nth(0).check();
      assertThat(page.locator(".tray")).containsText("1 chosen");
      page.evaluate(
          """
          () => {
            const chosen = JSON.parse(sessionStorage.getItem("compare"));
            sessionStorage.setItem("compare", JSON.stringify([...chosen, "model:p/other"]));
            window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
          }\
          """);
      assertThat(page.locator(".tray")).containsText("2 chosen");
      page.locator(".card .pick input").nth(1).check();
      assertThat(page.locator(".tray")).containsText("3 chosen");
    }
  }

  @Test
  void moreThanFitSideBySideAreNotComparedInPart() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/?q=resnet");
      for (int i = 0; i < 20; i++) {
        page.locator(".card .pick input").nth(i).check();
      }
      assertThat(page.locator(".tray button").first()).isEnabled();
      page.getByText("Next page").click();
      page.waitForURL(Pattern.compile(".*cursor.*"));
      page.locator(".card .pick input").first().check();
      assertThat(page.locator(".tray")).containsText("21 chosen, more than the 20");
      assertThat(page.locator(".tray button").first()).isDisabled();
    }
  }

  @Test
  void aHandleIsAsPreciseAsTheHistogram(@TempDir Path data) {
    try (TestNode own = new TestNode(data);
        BrowserContext window = browser.open(own.address(), Viewer.WIDE)) {
      for (int i = 0; i < 40; i++) {
        String elo = "{\"metric\":\"elo\",\"dataset\":\"arena\",\"value\":" + (1200 + i) + '}';
        own.put("/records/model/p/m" + i, "{\"statistical\":[" + elo + "]}");
      }
      Page page = window.newPage();
      page.navigate("/?sort=elo@arena");
      page.locator(".slider input").first().fill("1214.5");
      page.locator(".slider input").first().dispatchEvent("change");
      assertThat(page.locator(".chips")).containsText("≥ 1214.5");
      assertThat(found(page)).isEqualTo(25);
    }
  }

  private static void copy(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    assertThat(page.getByText("Copied").first()).isVisible();
  }

  private static String clipboard(Page page) {
    return (String) page.evaluate("navigator.clipboard.readText()");
  }

  private static Locator value(Page page, String filter) {
    return page.locator("input[name=filter][value='" + filter + "']");
  }

  private static long found(Page page) {
    return Long.parseLong(page.locator(".summary strong").innerText().replaceAll("[^0-9]", ""));
  }
}
