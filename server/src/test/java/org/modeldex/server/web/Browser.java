package org.modeldex.server.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium. Where it is missing, it is installed if that can be done here (by root, with
 * apt-get); otherwise the test is skipped and says how to install it.
 */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  Browser() {
    install();
    Assumptions.assumeTrue(
        Files.exists(CHROMIUM),
        "there is no " + CHROMIUM + "; install the package chromium to test the pages");
    playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-dev-shm-usage",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  /** How somebody looks at the pages. */
  record Viewer(int width, int height, boolean dark, boolean scripts) {
    static final Viewer WIDE = new Viewer(1440, 1000, false, true);
    static final Viewer NARROW = new Viewer(360, 800, false, true);

    /**
     * What a window of 1440 by 1000 shows at 200 percent: everything is laid out on half as much.
     */
    static final Viewer ENLARGED = new Viewer(720, 500, false, true);

    static final Viewer DARK = new Viewer(1440, 1000, true, true);
    static final Viewer WITHOUT_SCRIPTS = new Viewer(1440, 1000, false, false);
  }

  /** A window of its own, with nothing remembered, for the pages below an address. */
  BrowserContext open(URI address, Viewer viewer) {
    return open(address, viewer, false);
  }

  /** A window that would run scripts which the pages' policy forbids. */
  BrowserContext openWithoutPolicy(URI address) {
    return open(address, Viewer.WIDE, true);
  }

  private BrowserContext open(URI address, Viewer viewer, boolean withoutPolicy) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBypassCSP(withoutPolicy)
                .setBaseURL(address.toString())
                .setViewportSize(viewer.width(), viewer.height())
                .setColorScheme(viewer.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setJavaScriptEnabled(viewer.scripts()));
    context.setDefaultTimeout(30_000);
    return context;
  }

  private static void install() {
    boolean possible =
        Files.exists(Path.of("/usr/bin/apt-get"))
            && System.getProperty("user.name", "").equals("root");
    if (Files.exists(CHROMIUM) || !possible) {
      return;
    }
    System.err.println("the tests of the pages install the package chromium with apt-get");
    String install =
        "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium";
    try {
      new ProcessBuilder("sh", "-c", install)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
