package org.modeldex.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.web.Browser.Viewer;

/** What people do with the curves of a run. */
@ExtendWith(StartedOnce.class)
final class CurveJourneysTest {
  private final TestNode server;
  private final Browser browser;

  CurveJourneysTest(SampleServer sample, Browser browser) {
    this.browser = browser;
    server = sample.node();
  }

  @Test
  void whatIsNoStepIsToldInsteadOfTheCurves() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate(SampleRun.logged(server));
      page.getByLabel("Steps from").fill("99999999999999999999");
      page.getByLabel("Steps from").press("Enter");
      assertThat(page.locator("main")).containsText("must be a step");
      page.goBack();
      assertThat(page.locator("#curves")).isVisible();
    }
  }

  @Test
  void curvesAreReadPointByPointAndLookedAtCloser() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      String run = SampleRun.logged(server);
      page.navigate(run);
      Locator loss = curve(page, "Training Loss");
      Locator plot = loss.locator(".plot");
      plot.hover(); // its middle
      assertThat(loss.locator(".reading")).hasText(Pattern.compile("step 2,[45][0-9]{2}: 0\\.3.*"));
      assertThat(curve(page, "Validation Loss").locator(".reading"))
          .hasText(Pattern.compile("step 2,[45]00: 0\\.[45].*"));

      Locator keys = loss.getByRole(AriaRole.SLIDER);
      keys.focus();
      keys.press("Home");
      assertThat(loss.locator(".reading")).hasText("step 0: 2.7");
      assertThat(keys).hasAttribute("aria-valuetext", "step 0: 2.7");

      BoundingBox box = plot.boundingBox();
      page.mouse().move(box.x + box.width * 0.6, box.y + 40);
      page.mouse().down();
      page.mouse().move(box.x + box.width * 0.7, box.y + 50);
      page.mouse().up();
      page.waitForURL(Pattern.compile(".*\\?from=[23][0-9]{3}&to=3[0-9]{3}"));
      assertThat(loss.locator(".steps")).hasText(Pattern.compile("\\s*(2999|3000)\\s*350[01]\\s*"));
      assertThat(loss.locator(".high")).hasText("3.07");
      plot.dblclick();
      assertThat(loss.locator(".steps")).hasText(Pattern.compile("\\s*0\\s*4999\\s*"));
      assertThat(page.url()).doesNotContain("from");
      page.goBack();
      assertThat(loss.locator(".steps")).containsText("350");
    }
  }

  @Test
  void stepsAreChosenWithoutScripts() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate(SampleRun.logged(server));
      page.getByLabel("Steps from").fill("3200");
      page.getByLabel("to", new Page.GetByLabelOptions().setExact(true)).fill("3220");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
      Locator loss = curve(page, "Training Loss");
      assertThat(loss.locator(".steps")).hasText(Pattern.compile("\\s*3200\\s*3220\\s*"));
      String readings = loss.locator(".plot").getAttribute("data-readings");
      assertThat(readings.split(" ")).hasSize(21).contains("3210:3.07");
      assertThat(curve(page, "Validation Loss")).containsText("3200");
      page.getByText("All steps").click();
      assertThat(loss.locator(".steps")).containsText("4999");
      assertThat(server.get("/" + SampleRun.logged(server) + "?from=x").status()).isEqualTo(400);
    }
  }

  private static Locator curve(Page page, String title) {
    return page.locator(".curve", new Page.LocatorOptions().setHasText(title));
  }
}
