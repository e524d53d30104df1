package org.modeldex.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
