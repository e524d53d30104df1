package org.modeldex.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

class RecordIdTest {
  @Test
  void textFormReadsBack() {
    Seeded.trials(
        5_000,
        random -> {
          RecordId id = Records.randomId(random);
          assertThat(RecordId.parse(id.toString())).isEqualTo(id);
        });
  }

  @Test
  void escapesTheThreeCharactersThatTheTextFormUses() {
    RecordId id = RecordId.version("hf", "google/bert~base@2", "1/2");
    assertThat(id).hasToString("version:hf/google~1bert~0base~22@1~12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model",
        "model:",
        "model:p",
        "model:p/",
        "model:/n",
        "modell:p/n",
        "model:p/a/b",
        "model:p/..~3",
        "model:p/a~",
        "model:p/a@",
        "model:p/a@1@2",
        "model:../n",
        "model:p/..",
        "model:p/.",
        "model:p q/n",
        "model:p/ n",
        "model:p/a\u0000b",
        "model:p/a\nb",
        "model:p/\ud800",
        "p/model:n"
      })
  void refusesWhatIsNoTextForm(String text) {
    assertThatThrownBy(() -> RecordId.parse(text))
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void refusesNamesBeyondTheLimit() {
    assertThat(RecordId.model("p", "n".repeat(250)).name()).hasSize(250);
    assertThatThrownBy(() -> RecordId.model("p", "n".repeat(251)))
        .hasMessageContaining("name must have 1 to 250 characters but has 251");
  }

  @Test
  void aProjectIsOfFewCharactersAndNotTooLong() {
    assertThat(RecordId.model("aZ09._-" + "x".repeat(93), "n").project()).hasSize(100);
    for (String project : List.of("", "x".repeat(101), ".", "..", "a/b", "a b", "\u00e4", "a@")) {
      assertThatThrownBy(() -> RecordId.model(project, "n"))
          .as(project)
          .isInstanceOfSatisfying(
              ModeldexException.class, e -> assertThat(e.field()).isEqualTo("project"));
    }
  }
}
