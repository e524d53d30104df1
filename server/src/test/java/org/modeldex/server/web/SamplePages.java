package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.server.testing.TestNode;

/** Every page of the sample catalogue, by an address that shows much of it. */
final class SamplePages {
  private static final String RECORD = "/records/model/openvino/yolo-v3-tf";

  private static final List<String> ALWAYS =
      List.of(
          "/",
          "/?q=detect+people+in+street+scenes",
          "/?q=image+classification&view=table&sort=accuracy@imagenet-1k",
          "/?q=nothing+wer%3C0.1%25",
          "/?q=colour:red",
          "/facets/architecture",
          "/records/model/openmmlab/atss_r50_fpn_1x_coco",
          "/records/dataset/datasets/coco",
          RECORD + "/edit",
          "/choose",
          "/choose?task=image-classification&parameters=30M&license=apache-2.0&by=parameters",
          "/choose?task=imge+clasification",
          "/leaderboard?key=box-ap@coco",
          "/compare?id=model:openmmlab/atss_r50_fpn_1x_coco&id=model:openvino/yolo-v3-tf"
              + "&id=model:openvino/faster_rcnn_resnet50_coco",
          "/import",
          "/tasks",
          "/dictionary",
          "/status",
          "/nowhere");

  /** The same pages again, as full as the sample catalogue makes them. */
  private static final List<String> FULL =
      List.of(
          "/?q=resnet",
          "/?kind=*",
          "/?q=image+classification&sort=accuracy@imagenet-1k&collapse=none",
          "/choose?task=image-classification",
          "/choose?task=image-classification&by=parameters&by=size&more=true",
          "/choose?task=instance-segmentation&by=mask-ap@coco&by=box-ap@coco&more=true",
          "/leaderboard?key=accuracy@imagenet-1k");

  private SamplePages() {}

  /** One address of each page; those that there are only once somebody did something, too. */
  static List<String> each(TestNode server) {
    List<String> pages = new ArrayList<>(ALWAYS);
    String change = "{\"tags\":[\"changed\"],\"contextual\":{\"license\":\"mit\"}}";
    assertThat(server.patch(RECORD, change).status()).isEqualTo(200);
    pages.add(RECORD + "/revisions/2");
    pages.add(report(server));
    pages.add(SampleRun.logged(server));
    return pages;
  }

  /** Every page as full as it gets. */
  static List<String> full(TestNode server) {
    List<String> pages = each(server);
    pages.addAll(FULL);
    return pages;
  }

  /** The report of an import that is not confirmed. */
  static String report(TestNode server) {
    Path zoo = Path.of(System.getProperty("testdata"), "openmmlab", "result-shapes");
    return UploadForm.of("zoo").withFiles(zoo).sentTo(server);
  }
}
