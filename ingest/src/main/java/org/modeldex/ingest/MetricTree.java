package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that are nested by group: {@code f1: 0.9} is a metric, {@code dice: {liver: 0.9}} a
 * metric of the group {@code liver}, {@code per_type: {PERSON: {p: 0.9}}} the metric {@code
 * per_type p} of the group {@code PERSON}. Deeper groups are joined by {@code /}.
 */
public final class MetricTree {

  /** Takes one value. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * Takes it.
     *
     * @param slice the group; null for a metric of everything
     * @param raw the value as it is written; of a list, its values with commas between
     */
    void take(String metric, @Nullable String slice, String raw, int line);
  }

  private MetricTree() {}

  /** Gives each value to {@code receiver}, in their order; those that are null are left out. */
  public static void each(YamlNode node, Receiver receiver) {
    walk(new ArrayList<>(), node, receiver);
  }

  private static void walk(List<String> path, YamlNode node, Receiver receiver) {
    if (node instanceof YamlNode.Mapping mapping) {
      for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
        path.add(field.getKey());
        walk(path, field.getValue(), receiver);
        path.removeLast();
      }
    } else if (!path.isEmpty() && !Fields.isNull(node) && !node.text().isBlank()) {
      int last = path.size() - 1;
      boolean grouped = last > 1;
      String metric = grouped ? path.getFirst() + ' ' + path.get(last) : path.getFirst();
      List<String> groups = path.subList(Math.min(1, last), grouped ? last : last + 1);
      String slice = last == 0 ? null : String.join("/", groups);
      receiver.take(metric.strip(), slice, node.text().strip(), node.line());
    }
  }
}
