package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;

/** The users' page says what the code does. */
class QueryLanguagePageTest {
  private static final String FIELDS = "| Field | Also | Values | Facet | Sort | Meaning |";
  private static final String EXAMPLES = "| You write | It finds |";
  private static final String MISTAKES = "| You write | What is wrong |";

  @Test
  void listsAllFieldsAsTheyAre() {
    List<String> fields =
        Arrays.stream(SearchField.values()).map(QueryLanguagePageTest::row).toList();
    assertThat(rows(FIELDS)).containsExactlyElementsOf(fields);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showsExamplesThatAreUnderstood(String example) {
    assertThatCode(() -> QuerySyntaxTest.SYNTAX.parse(example)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void showsMistakesThatAreRefused(String mistake) {
    assertThatThrownBy(() -> QuerySyntaxTest.SYNTAX.parse(mistake))
        .isInstanceOf(ModeldexException.class);
  }

  @Test
  void showsFiltersThatAreTakenForFilters() {
    assertThat(examples().filter(example -> example.matches(".*[<>:=].*")))
        .filteredOn(example -> QuerySyntaxTest.SYNTAX.parse(example) instanceof Words)
        .containsExactly("note: this is text", "Attend and Read:A Baseline", "license\\:mit");
  }

  static Stream<String> examples() {
    return rows(EXAMPLES).stream().map(QueryLanguagePageTest::firstCode);
  }

  static Stream<String> mistakes() {
    return rows(MISTAKES).stream().map(QueryLanguagePageTest::firstCode);
  }

  private static String row(SearchField field) {
    return String.join(
            " | ",
            "| `" + field.word() + '`',
            field.alias().map(alias -> '`' + alias + '`').orElse(""),
            field.type().name().toLowerCase(Locale.ROOT),
            field.isFacet() ? "yes" : "",
            field.isSortable() ? "yes" : "",
            field.about() + " |")
        .replace("|  |", "| |")
        .replace("|  |", "| |");
  }

  private static String firstCode(String row) {
    return row.substring(row.indexOf('`') + 1, row.indexOf('`', row.indexOf('`') + 1));
  }

  /** The rows of all tables with this head. */
  private static List<String> rows(String head) {
    List<String> lines = page();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .filter(i -> lines.get(i).equals(head))
        .flatMap(i -> lines.stream().skip(i + 2).takeWhile(line -> line.startsWith("|")))
        .toList();
  }

  private static List<String> page() {
    try {
      return Files.readAllLines(
          Path.of(System.getProperty("project.root"), "docs", "query-language.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
