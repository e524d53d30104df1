package org.modeldex.ingest.openvino;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;

/**
 * The file beside a model that says how its accuracy was computed, for the tool {@code
 * accuracy_check}. A page may name the metric only, and leave it to this file which one it is.
 *
 * @param cocoAtHalf whether the precision on COCO counts a box that overlaps by half as found,
 *     instead of being COCO's average over overlaps from 0.5 to 0.95
 */
record AccuracyCheck(boolean cocoAtHalf) {
  static final String FILE = "accuracy-check.yml";

  /** What is known without such a file. */
  static final AccuracyCheck NONE = new AccuracyCheck(false);

  private static final Set<String> COCO_PRECISION = Set.of("coco map", "coco ap", "coco precision");

  /**
   * Reads the file.
   *
   * @throws org.modeldex.record.ModeldexException INVALID_ARGUMENT when it is no YAML
   */
  static AccuracyCheck read(SourceFile file) {
    List<Optional<String>> thresholds =
        YamlDocument.readAll(file.text()).stream()
            .flatMap(document -> thresholds(document.root()))
            .toList();
    return new AccuracyCheck(
        !thresholds.isEmpty() && thresholds.stream().allMatch(Optional.of("0.5")::equals));
  }

  /** The overlap that each computation of COCO's precision asks for; empty for COCO's own. */
  private static Stream<Optional<String>> thresholds(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> Stream.empty();
      case YamlNode.Sequence sequence -> within(sequence.items());
      case YamlNode.Mapping mapping ->
          text(mapping, "type").filter("coco_precision"::equals).isPresent()
              ? Stream.of(text(mapping, "threshold"))
              : within(mapping.fields().values());
    };
  }

  private static Stream<Optional<String>> within(Collection<YamlNode> nodes) {
    return nodes.stream().flatMap(AccuracyCheck::thresholds);
  }

  private static Optional<String> text(YamlNode.Mapping mapping, String field) {
    return Optional.ofNullable(mapping.fields().get(field)).map(YamlNode::text);
  }

  /** What the page calls a metric, with the overlap where only this file tells it. */
  String metric(String name) {
    boolean isCocoPrecision =
        COCO_PRECISION.contains(name.toLowerCase(Locale.ROOT).replace('_', ' '));
    return cocoAtHalf && isCocoPrecision ? name + " (0.5)" : name;
  }
}
