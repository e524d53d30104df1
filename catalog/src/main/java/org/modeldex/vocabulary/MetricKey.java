package org.modeldex.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a number measures: {@code metric[@dataset][#split]}, for instance {@code
 * accuracy@imagenet-1k#val}. The parts are canonical slugs; a slice of a dataset is written {@code
 * dataset/slice}.
 */
public record MetricKey(String metric, @Nullable String dataset, @Nullable String split) {

  /** Splits {@code text} at its first {@code @} and last {@code #}; nothing is looked up. */
  public static MetricKey parse(String text) {
    int hash = text.lastIndexOf('#');
    String split = hash < 0 ? null : text.substring(hash + 1);
    String rest = hash < 0 ? text : text.substring(0, hash);
    int at = rest.indexOf('@');
    return at < 0
        ? new MetricKey(rest, null, split)
        : new MetricKey(rest.substring(0, at), rest.substring(at + 1), split);
  }

  /** Whether a key names a dataset or split. */
  public static boolean isNarrow(String text) {
    return text.indexOf('@') > 0 || text.lastIndexOf('#') > 0;
  }

  /**
   * The keys under which a value of this key is found, most general first: {@code accuracy}, {@code
   * accuracy@imagenet-1k}, {@code accuracy@imagenet-1k#val}. A value of a slice says nothing of the
   * metric as a whole and is found under its dataset's slice only.
   */
  public List<String> levels() {
    if (dataset == null) {
      return split == null ? List.of(metric) : List.of(metric, toString());
    }
    String withDataset = metric + '@' + dataset;
    if (dataset.indexOf('/') >= 0) {
      return split == null ? List.of(withDataset) : List.of(withDataset, toString());
    }
    return split == null ? List.of(metric, withDataset) : List.of(metric, withDataset, toString());
  }

  @Override
  public String toString() {
    return metric + (dataset == null ? "" : '@' + dataset) + (split == null ? "" : '#' + split);
  }
}
