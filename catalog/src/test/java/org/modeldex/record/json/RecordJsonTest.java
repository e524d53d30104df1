package org.modeldex.record.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;
import org.modeldex.vocabulary.Vocabulary;

class RecordJsonTest {
  private static final Stamp NOW = new Stamp(Instant.parse("2026-11-23T10:00:00Z"), "ann");

  @Test
  void storedFormReadsBackWhole() {
    MetadataRecord stored = Records.RESNET50.stored(3, NOW, NOW);
    assertThat(RecordJson.fromStored(RecordJson.toStored(stored))).isEqualTo(stored);
  }

  @Test
  void storedFormOfAnyRecordReadsBack() {
    Seeded.trials(
        2_000,
        random -> {
          MetadataRecord record =
              Records.random(Records.randomId(random), random).stored(1, NOW, NOW);
          assertThat(RecordJson.fromStored(RecordJson.toStored(record))).isEqualTo(record);
        });
  }

  @Test
  void clientsMaySendBackWhatTheyGot() {
    MetadataRecord answered = Vocabulary.builtIn().interpret(Records.RESNET50).stored(3, NOW, NOW);
    MetadataRecord sent = RecordJson.parse(RecordJson.toBytes(answered));
    assertThat(sent).isEqualTo(Records.RESNET50);
  }

  @Test
  void aValueAloneBecomesTheRawText() {
    MetadataRecord record =
        parse(
            """
            {"id":"model:p/n","statistical":[{"metric":"wer","value":0.120},
             {"metric":"wer","value":"NaN"}]}\
            """);
    assertThat(record.statistical()).extracting(m -> m.raw()).containsExactly("0.120", "NaN");
  }

  @Test
  void theIdMayBeGivenInParts() {
    assertThat(
            parse("{\"kind\":\"version\",\"project\":\"p\",\"name\":\"a/b\",\"version\":\"3\"}")
                .id())
        .isEqualTo(RecordId.version("p", "a/b", "3"));
  }

  @Test
  void repeatedTagsAreDroppedAndTheOrderKept() {
    assertThat(parse("{\"id\":\"model:p/n\",\"tags\":[\"b\",\"a\",\"b\"]}").tags())
        .containsExactly("b", "a");
  }

  @Test
  void infiniteAttributesReadBackAsText() {
    MetadataRecord record =
        MetadataRecord.builder(RecordId.model("p", "n"))
            .attributes(java.util.Map.of("x", new AttributeValue.Numeric(Double.POSITIVE_INFINITY)))
            .build();
    assertThat(RecordJson.fromStored(RecordJson.toStored(record))).isEqualTo(record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"model:p/n\",\"tag\":[]} | tag",
        "{\"id\":\"model:p/n\",\"tags\":\"x\"} | tags",
        "{\"id\":\"model:p/n\",\"tags\":[\"a\",3]} | tags[1]",
        "{\"id\":\"model:p/n\",\"tags\":[\" \"]} | tags[0]",
        "{\"id\":\"model:p/n\",\"name\":\"m\"} | name",
        "{\"name\":\"m\"} | id",
        "{\"id\":\"model:p/n\",\"structural\":{\"parameters\":3}} | structural.parameters",
        "{\"id\":\"model:p/n\",\"structural\":{\"sizeBytes\":-3}} | structural.sizeBytes",
        "{\"id\":\"model:p/n\",\"structural\":{\"sizeBytes\":1.5}} | structural.sizeBytes",
        "{\"id\":\"model:p/n\",\"structural\":{\"hyperparameters\":{\"lr\":\"\\u0000\"}}} |"
            + " structural.hyperparameters.lr",
        "{\"id\":\"model:p/n\",\"structural\":{\"artifacts\":[{}]}} | structural.artifacts[0].uri",
        "{\"id\":\"model:p/n\",\"statistical\":[{\"metric\":\"a\"}]} | statistical[0].raw",
        "{\"id\":\"model:p/n\",\"statistical\":[{\"metric\":\"a\",\"value\":1e400}]} |"
            + " statistical[0].value",
        "{\"id\":\"model:p/n\",\"attributes\":{\"a\":-1e400}} | attributes.a",
        "{\"id\":\"model:p/n\",\"statistical\":[{\"metric\":\"\",\"raw\":\"1\"}]} |"
            + " statistical[0].metric",
        "{\"id\":\"model:p/n\",\"statistical\":[{\"metric\":\"a\",\"raw\":\"1\",\"x\":1}]} |"
            + " statistical[0].x",
        "{\"id\":\"model:p/n\",\"statistical\":[{\"metric\":\"a\",\"raw\":\"1\",\"trust\":\"y\"}]}"
            + " | statistical[0].trust",
        "{\"id\":\"model:p/n\",\"lineage\":[{\"relation\":\"x\",\"target\":\"model:a/b\"}]} |"
            + " lineage[0].relation",
        "{\"id\":\"model:p/n\",\"contextual\":{\"startedAt\":\"now\"}} | contextual.startedAt",
        "{\"id\":\"model:p/n\",\"attributes\":{\"a\":{\"b\":1}}} | attributes.a.b",
        "{\"id\":\"model:p/n\",\"attributes\":{\"a\":null}} | attributes.a",
        "[] | the document"
      })
  void namesThePathOfWhatIsWrong(String document, String field) {
    assertThatThrownBy(() -> parse(document))
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":1 | INVALID_ARGUMENT",
        "{} {} | INVALID_ARGUMENT",
        "{\"id\":\"model:p/n\",\"id\":\"model:p/m\"} | INVALID_ARGUMENT",
        "{\"a\":NaN} | INVALID_ARGUMENT",
        "`` | INVALID_ARGUMENT"
      })
  void refusesMalformedDocuments(String document, ErrorCode code) {
    assertThatThrownBy(() -> parse(document))
        .isInstanceOfSatisfying(ModeldexException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void refusesMoreObjectsThanFitIntoMemory() {
    String objects = "[" + "{},".repeat(2_000_000) + "{}]";
    assertThatThrownBy(() -> parse(objects))
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
              assertThat(e).hasMessageContaining("3000000");
            });
  }

  @Test
  void findsTheStageOfAStoredRecordWithoutReadingTheRest() {
    MetadataRecord record =
        MetadataRecord.builder(RecordId.model("vision", "staged"))
            .attributes(Map.of("stage", new AttributeValue.Text("attic")))
            .build();
    assertThat(RecordJson.storedStage(RecordJson.toStored(record))).isNull();
    Contextual contextual = Contextual.builder().domain("vision").stage("staging").build();
    MetadataRecord staged = record.toBuilder().contextual(contextual).build();
    assertThat(RecordJson.storedStage(RecordJson.toStored(staged))).isEqualTo("staging");
    assertThatThrownBy(() -> RecordJson.storedStage(new byte[] {'{', '"'}))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> parse("[".repeat(60) + "]".repeat(60)))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void aDamagedStoredRecordIsCorrupted() {
    byte[] stored = RecordJson.toStored(Records.RESNET50);
    stored[2] = '!';
    assertThatThrownBy(() -> RecordJson.fromStored(stored))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
  }

  @Test
  void leavesOutWhatIsEmpty() {
    ObjectNode json =
        (ObjectNode) RecordJson.readTree(RecordJson.toBytes(Records.model("bare", "text")));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("id", "kind", "project", "name", "description");
  }

  private static MetadataRecord parse(String document) {
    return RecordJson.parse(document.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"tags":[              | malformed JSON at line 1, column 10: Unexpected end-of-input: expected close marker for Array
          {"a": "b               | malformed JSON at line 1, column 9: Unexpected end-of-input in VALUE_STRING
          {"a":NaN}              | malformed JSON at line 1, column 9: Non-standard token 'NaN'
          {"a":.5}               | malformed JSON at line 1, column 6: Unexpected character ('.' (code 46)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
          {} {}                  | malformed JSON at line 1, column 4: Trailing token (of type START_OBJECT) found after value
          {/* b */}              | malformed JSON at line 1, column 2: Unexpected character ('/' (code 47)): maybe a (non-standard) comment?
          {"a":tru}              | malformed JSON at line 1, column 6: Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
          [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] | the JSON document exceeds a limit: Document nesting depth (51) exceeds the maximum allowed (50)
          """)
  void whatIsWrongIsSaidInWordsOfJson(String document, String message) {
    assertThatThrownBy(() -> RecordJson.readTree(document.getBytes(UTF_8))).hasMessage(message);
  }
}
