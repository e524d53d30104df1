package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Source;

/** Data sets that runs read, as records: one for each name and digest. */
final class Datasets {
  private static final List<String> FIELDS = List.of("source_type", "source", "schema", "profile");
  private static final String PREFIX = "mlflow.dataset.";
  private static final int MAX_NAME = 250;
  private static final int MAX_DIGEST = 36;

  private Datasets() {}

  /** The record of a data set as a call describes it. */
  static MetadataRecord of(MlflowCall dataset) {
    String name = dataset.requiredText("name");
    String digest = dataset.requiredText("digest");
    Rules.atMost("name", name, MAX_NAME);
    Rules.atMost("digest", digest, MAX_DIGEST);
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (String field : FIELDS) {
      String text = dataset.text(field);
      if (text != null) {
        attributes.put(PREFIX + field, new AttributeValue.Text(text));
      }
    }
    return MetadataRecord.builder(Ids.dataset(name, digest))
        .source(new Source(Ids.FORMAT, null, name, null, null))
        .attributes(attributes)
        .build();
  }

  /** Writes what a record says besides its name and digest. */
  static void write(JsonGenerator json, MetadataRecord dataset) throws IOException {
    for (String field : FIELDS) {
      if (dataset.attributes().get(PREFIX + field) instanceof AttributeValue.Text text) {
        json.writeStringField(field, text.text());
      }
    }
  }
}
