package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;

/** What becomes of a record when its form is sent. */
final class EditsTest {
  private static final List<String> TAGS = List.of("License: MIT, with care", "plain");

  @Test
  void whatIsNotEditedStaysExactlyAsItIs() {
    MetadataRecord record = awkward();
    Edits shown = Edits.of(record);
    MetadataRecord saved = sent(shown.description(), shown.tags(), shown.attributes(), record);
    assertThat(saved).isEqualTo(record);

    MetadataRecord described = sent("Other.", shown.tags(), shown.attributes(), record);
    assertThat(described.description()).isEqualTo("Other.");
    assertThat(described.tags()).isEqualTo(record.tags());
    assertThat(described.attributes()).isEqualTo(record.attributes());
  }

  @Test
  void theOtherTagsAndAttributesStayWhenOneIsAdded() {
    MetadataRecord record = awkward();
    Edits shown = Edits.of(record);
    MetadataRecord saved =
        sent(shown.description(), shown.tags() + ", new", shown.attributes() + "\nmore: 7", record);
    assertThat(saved.description()).isEqualTo(record.description());
    assertThat(saved.tags()).containsExactly("License: MIT, with care", "plain", "new");
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(record.attributes());
    attributes.put("more", new AttributeValue.Numeric(7));
    assertThat(saved.attributes()).isEqualTo(attributes);
  }

  @Test
  void anElementIsAddedToAListWhoseElementsHoldItsSeparator() {
    MetadataRecord record = awkward();
    Edits shown = Edits.of(record);
    String longer = shown.attributes().replace("x;y; p q", "x;y; p q; z");
    MetadataRecord saved = sent(shown.description(), shown.tags(), longer, record);
    assertThat(saved.attributes().get("list"))
        .isEqualTo(new AttributeValue.Texts(List.of("x;y", "p\nq", "z")));
  }

  @Test
  void tagsAndAttributesAreTakenAway() {
    MetadataRecord record = awkward();
    MetadataRecord saved = sent("", "plain", "a:b: other\nyear", record);
    assertThat(saved.description()).isNull();
    assertThat(saved.tags()).containsExactly("plain");
    assertThat(saved.attributes())
        .isEqualTo(
            Map.of("a:b", new AttributeValue.Text("other"), "year", new AttributeValue.Text("")));
  }

  /** As a browser sends what it shows. */
  private static MetadataRecord sent(
      String description, String tags, String attributes, MetadataRecord to) {
    return Edits.ofForm(description.replace("\n", "\r\n"), tags, attributes.replace("\n", "\r\n"))
        .applyTo(to);
  }

  private static MetadataRecord awkward() {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put(" spaced ", new AttributeValue.Text("v"));
    attributes.put("a:b", new AttributeValue.Text("a colon in the name"));
    attributes.put("a", new AttributeValue.Text("lines\r\nof: Windows"));
    attributes.put("list", new AttributeValue.Texts(List.of("x;y", "p\nq")));
    attributes.put("year", new AttributeValue.Numeric(2024));
    return MetadataRecord.builder(RecordId.model("p", "n"))
        .description("one\r\ntwo\r\n")
        .tags(TAGS)
        .attributes(attributes)
        .build();
  }
}
