package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.web.Browser.Viewer;

/**
 * Pictures of all pages with the sample catalogue, wide, narrow and dark, in {@code
 * server/target/screenshots}. It does not run with the tests but when it is asked for by name.
 */
@ExtendWith(StartedOnce.class)
final class Screenshots {
  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final Map<String, Viewer> VIEWERS =
      Map.of("wide", Viewer.WIDE, "narrow", Viewer.NARROW, "dark", Viewer.DARK);

  private static final Viewer README = new Viewer(1440, 880, false, true);
  private static final int ROUNDS = 40;

  @Test
  void ofAllPages(SampleServer sample, Browser browser) throws IOException {
    Files.createDirectories(FOLDER);
    Map<String, String> pages = pages(SamplePages.report(sample.node()));
    pages.put("run", SampleRun.logged(sample.node()));
    warm(sample.node(), pages);
    ofTheReadme(sample.node(), browser, pages);
    for (Map.Entry<String, Viewer> viewer : VIEWERS.entrySet()) {
      try (BrowserContext window = browser.open(sample.node().address(), viewer.getValue())) {
        Page page = window.newPage();
        for (Map.Entry<String, String> shown : pages.entrySet()) {
          page.navigate(shown.getValue());
          Path file = FOLDER.resolve(shown.getKey() + '-' + viewer.getKey() + ".png");
          page.screenshot(new ScreenshotOptions().setPath(file).setFullPage(true));
        }
      }
    }
    try (var files = Files.list(FOLDER)) {
      assertThat(files.count()).isGreaterThanOrEqualTo((long) pages.size() * VIEWERS.size());
    }
  }

  /** Pages tell how long they took, which should be that of a server that has run for a while. */
  private static void warm(TestNode server, Map<String, String> pages) {
    for (int round = 0; round < ROUNDS; round++) {
      pages.values().forEach(page -> server.get("/" + page));
    }
  }

  private static void ofTheReadme(TestNode server, Browser browser, Map<String, String> pages) {
    try (BrowserContext window = browser.open(server.address(), README)) {
      Page page = window.newPage();
      for (String name : List.of("search", "choose")) {
        page.navigate(String.valueOf(pages.get(name)));
        page.screenshot(new ScreenshotOptions().setPath(FOLDER.resolve("readme-" + name + ".png")));
      }
    }
  }

  /**
   * Every page by an address that shows much of it; the last ones are empty or a mistake.
   *
   * @param report of an import
   */
  private static Map<String, String> pages(String report) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("home", "/");
    pages.put(
        "search", "/?q=image+classification+accuracy@imagenet-1k%3E%3D82%25+parameters%3C30M");
    pages.put("table", "/?q=image+classification&view=table&sort=accuracy@imagenet-1k");
    pages.put("facet", "/facets/architecture");
    pages.put("record", "/records/model/openmmlab/atss_r50_fpn_1x_coco");
    pages.put("dataset", "/records/dataset/datasets/coco");
    pages.put("edit", "/records/model/pytorch-hub/AlexNet/edit");
    pages.put("compare", new Address("/compare").with("id", COMPARED).toString());
    pages.put("choose-task", "/choose");
    pages.put(
        "choose",
        "/choose?task=image-classification&parameters=30M&license=apache-2.0&license=mit"
            + "&weight:accuracy@imagenet-1k=1&weight:parameters=0.3");
    pages.put(
        "choose-predicted",
        "/choose?task=instance-segmentation&by=mask-ap@coco&by=box-ap@coco&more=true");
    pages.put("leaderboard", "/leaderboard?key=box-ap@coco");
    pages.put("import", "/import");
    pages.put("import-report", report);
    pages.put("tasks", "/tasks");
    pages.put("metrics", "/dictionary");
    pages.put("status", "/status");
    pages.put("nothing-found", "/?q=nothing+wer%3C0.1%25");
    pages.put("nothing-to-choose", "/choose?task=image-classification&parameters=1K&license=mit");
    pages.put("mistake", "/?q=colour:red");
    pages.put("choose-mistake", "/choose?task=imge+clasification");
    pages.put("not-found", "/nowhere");
    return pages;
  }

  private static final List<String> COMPARED =
      List.of(
          "model:openmmlab/atss_r50_fpn_1x_coco",
          "model:openvino/yolo-v3-tf",
          "model:openvino/faster_rcnn_resnet50_coco");
}
