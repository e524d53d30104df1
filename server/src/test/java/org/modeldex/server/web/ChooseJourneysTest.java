package org.modeldex.server.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.modeldex.access.Principal;
import org.modeldex.server.Node;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.web.Browser.Viewer;

/** What people do who need one model, in a real browser on the sample catalogue. */
@ExtendWith(StartedOnce.class)
final class ChooseJourneysTest {
  private final Browser browser;
  private final TestNode server;

  ChooseJourneysTest(SampleServer sample, Browser browser) throws InterruptedException {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    this.browser = browser;
    server = sample.node();
    Node node = server.node();
    long sequence = node.catalog().status(Principal.LOCAL).store().sequence();
    while (node.predictedSequence() < sequence) {
      Thread.sleep(20);
    }
  }

  @Test
  void weightsStandInTheFormAsTheyWereGiven() {
    String weights = "&weight:accuracy@imagenet-1k=1500&weight:parameters=0.123456";
    String page = server.get("//choose?task=image-classification" + weights).text();
    assertThat(page)
        .contains("name=\"weight:accuracy@imagenet-1k\" value=\"1500\"")
        .contains("name=\"weight:parameters\" value=\"0.123456\"");
  }

  @Test
  void oneSaysWhatIsNeededAndGetsReasonsAChartAndNearMisses() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WITHOUT_SCRIPTS)) {
      Page page = window.newPage();
      page.navigate("/tasks");
      page.locator(".tile", new Page.LocatorOptions().setHasText("Image Classification"))
          .first()
          .getByText("Choose one for this task")
          .click();
      assertThat(page.locator("h1")).hasText("Which model for Image Classification?");
      page.getByLabel("Parameters up to").fill("30M");
      page.getByLabel("apache-2.0").check();
      page.getByLabel("Something else that counts").selectOption("parameters");
      page.getByLabel("Weight of Accuracy on ImageNet-1k").fill("2");
      page.locator(".needs button").click();

      assertThat(page.getByLabel("Weight of Accuracy on ImageNet-1k")).hasValue("2");
      assertThat(page.getByLabel("Weight of Parameters")).hasValue("1");
      assertThat(page.locator(".choice")).hasCount(10);
      Locator first = page.locator(".choice").first();
      assertThat(first.locator(".facts")).containsText("apache-2.0");
      assertThat(first.locator(".values .measured").first()).containsText("%");
      assertThat(first.locator(".why"))
          .containsText(Pattern.compile("highest Accuracy on ImageNet-1k .* among"));
      assertThat(page.locator(".excluded")).containsText("parameters<=30M");

      String link = first.locator("h2 a").getAttribute("href");
      Locator mark = page.locator(".pareto .mark").last();
      assertThat(mark.locator("title")).containsText(Pattern.compile("^1\\. .*%, .*M"));
      assertThat(mark).hasAttribute("href", link);

      assertThat(page.locator(".misses").first()).isVisible();
      page.getByLabel("Drop license:apache-2.0").first().click();
      assertThat(page.getByLabel("apache-2.0")).not().isChecked();
      assertThat(page.getByLabel("Parameters up to")).hasValue("30M");
      assertThat(page.getByLabel("Weight of Accuracy on ImageNet-1k")).hasValue("2");
    }
  }

  @Test
  void predictedValuesAreToldFromMeasuredOnesInWordsAndLeadToWhatTheyRestOn() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/choose?task=feature-extraction");
      Locator predicted = page.locator(".values > .predicted").first();
      assertThat(predicted.locator("b").first()).hasText(Pattern.compile("^≈ .*"));
      assertThat(predicted.locator(".basis")).hasText("predicted");
      assertThat(predicted).containsText(" to ");
      assertThat(page.locator(".values > .measured").first()).not().containsText("≈");
      predicted.locator("summary").click();
      assertThat(predicted.locator("details li").first()).containsText("explains");
      assertThat(page.locator(".pareto .mark.predicted").first().locator("title"))
          .containsText("predicted");

      page.getByLabel("count nothing").check();
      page.locator(".needs button").click();
      page.waitForURL("**basis=measured**");
      assertThat(page.locator(".choice").first()).isVisible();
      assertThat(page.locator(".values > .predicted")).hasCount(0);
    }
  }

  @Test
  void whatIsNotUnderstoodIsAnsweredWithWhatIsNear() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/choose");
      page.getByLabel("Task", new Page.GetByLabelOptions().setExact(true))
          .fill("imge clasification");
      page.getByText("Start").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known");
      page.getByRole(AriaRole.ALERT).getByText("Image Classification").click();
      assertThat(page.locator("h1")).containsText("Image Classification");

      page.navigate("/choose?task=image-classification&weight:acuracy@imagenet-1k=3&parameters=9M");
      page.getByRole(AriaRole.ALERT).getByText("Accuracy on ImageNet-1k").click();
      assertThat(page.getByLabel("Weight of Accuracy on ImageNet-1k")).hasValue("3");
      assertThat(page.getByLabel("Parameters up to")).hasValue("9M");

      page.navigate("/choose?task=image-classification&where=license:mit+paramters%3C9M");
      assertThat(page.locator(".mistake mark")).hasText("paramters<9M");
      for (String wrong : new String[] {"parameters=many", "size=-", "weight:parameters=x"}) {
        assertThat(page.navigate("/choose?task=translation&" + wrong).status()).isEqualTo(400);
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      }
    }
  }

  @Test
  void withoutAnyCandidateItSaysWhichLimitToGiveUp() {
    try (BrowserContext window = browser.open(server.address(), Viewer.WIDE)) {
      Page page = window.newPage();
      page.navigate("/choose?task=image-classification&parameters=1K&license=mit");
      assertThat(page.locator(".empty")).containsText("No model meets all limits");
      page.locator(".empty a").first().click();
      assertThat(page.locator(".choice").first()).containsText("mit");
    }
  }
}
