package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The fields of a YAML mapping while it is read. A plain key {@code <<} takes over the fields of
 * the mapping (or mappings) it stands before, as in YAML 1.1, where the mapping does not have them.
 */
final class MappingFields {
  private final SequencedMap<String, YamlNode> fields = new LinkedHashMap<>();
  private final List<YamlNode.Mapping> merged = new ArrayList<>();
  private final List<YamlDocument.RepeatedKey> repeatedKeys;

  MappingFields(List<YamlDocument.RepeatedKey> repeatedKeys) {
    this.repeatedKeys = repeatedKeys;
  }

  void put(YamlNode key, YamlNode value) {
    boolean mergeKey = key instanceof YamlNode.Scalar scalar && scalar.plain();
    if (mergeKey && key.text().equals("<<") && merge(value)) {
      return;
    }
    if (fields.put(key.text(), value) != null) {
      repeatedKeys.add(new YamlDocument.RepeatedKey(key.text(), key.line()));
    }
  }

  private boolean merge(YamlNode value) {
    return switch (value) {
      case YamlNode.Mapping mapping -> merged.add(mapping);
      case YamlNode.Sequence sequence -> {
        boolean all = sequence.items().stream().allMatch(YamlNode.Mapping.class::isInstance);
        if (all) {
          sequence.items().forEach(item -> merged.add((YamlNode.Mapping) item));
        }
        yield all;
      }
      case YamlNode.Scalar scalar -> false;
    };
  }

  SequencedMap<String, YamlNode> complete() {
    merged.forEach(mapping -> mapping.fields().forEach(fields::putIfAbsent));
    return Collections.unmodifiableSequencedMap(fields);
  }
}
