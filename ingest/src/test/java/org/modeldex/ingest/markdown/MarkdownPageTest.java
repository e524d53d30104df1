package org.modeldex.ingest.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.record.ModeldexException;
import org.modeldex.testing.Seeded;

class MarkdownPageTest {
  private static final String PAGE =
      """
      ---
      license: mit
      ---
      <!-- kind: zoo -->
      <!--
      of: pears
      -->
      First words, see [here](http://a.example/x).

      # Fruit *models*

      ## Pears & `apples`

      Some prose<br>in two lines. <!-- aside -->

      | Model | Top-1 | Notes |
      |-------|:-----:|
      | none | since | the delimiters do not fit |

      | Model               | **F1** | Code             |
      |:--------------------|-------:|------------------|
      | [Conference](c.md)  | **86.1** | <a href="https://x.example">it</a> \\| more |
      | Williams | 3 |

      - item
        | a | b |
        |---|---|
        | 1 | 2 |

      # Plums

      ```
      # no heading
      <!-- no comment -->
      ```
      """;

  private final MarkdownPage page = MarkdownPage.read(PAGE);

  @Test
  void frontMatterIsSetApart() {
    assertThat(page.frontMatter()).isEqualTo("license: mit\n");
    assertThat(page.body()).startsWith("<!-- kind: zoo -->").endsWith("```\n");
    assertThat(MarkdownPage.read("# A\n---\nx").frontMatter()).isNull();
    assertThat(MarkdownPage.read("---\nno end").frontMatter()).isNull();
    assertThat(MarkdownPage.read("---\r\na: b\r\n---\r\nx").frontMatter()).isEqualTo("a: b\r\n");
  }

  @Test
  void commentsAreFoundWithTheirLinesButNotInCode() {
    assertThat(page.comments())
        .extracting(c -> c.text().strip(), MarkdownPage.Comment::line)
        .containsExactly(tuple("kind: zoo", 4), tuple("of: pears", 5), tuple("aside", 14));
  }

  @Test
  void sectionsKnowTheHeadingsTheyAreIn() {
    assertThat(page.sections())
        .extracting(Section::level, Section::title, Section::parents, Section::line)
        .containsExactly(
            tuple(0, "", List.of(), 1),
            tuple(1, "Fruit models", List.of(), 10),
            tuple(2, "Pears & apples", List.of("Fruit models"), 12),
            tuple(1, "Plums", List.of(), 30));
    assertThat(page.sections().getFirst().links())
        .containsExactly(new Link("here", "http://a.example/x", false));
    assertThat(page.sections().get(2).prose())
        .startsWith("Some prose in two lines.\n| Model")
        .endsWith("\nitem");
  }

  @Test
  void tablesHaveAHeaderAndRowsWithLinks() {
    List<Table> tables = page.tables().toList();
    assertThat(tables).hasSize(2);
    Table pears = tables.getFirst();
    assertThat(pears.line()).isEqualTo(20);
    assertThat(pears.header()).extracting(Cell::text).containsExactly("Model", "F1", "Code");
    assertThat(pears.rows()).extracting(row -> row.line()).containsExactly(22, 23);
    assertThat(pears.rows().getFirst().cells())
        .containsExactly(
            new Cell("Conference", List.of(new Link("Conference", "c.md", false))),
            new Cell("86.1", List.of()),
            new Cell("it | more", List.of(new Link("it", "https://x.example", false))));
    assertThat(pears.rows().getLast().cells())
        .extracting(Cell::text)
        .containsExactly("Williams", "3", "");
    assertThat(tables.getLast().rows().getFirst().cells())
        .extracting(Cell::text)
        .containsExactly("1", "2");
  }

  @Test
  void aTableWithoutCellsIsNoTable() {
    assertThat(MarkdownPage.read("|\n|-|\n| 1 |\n").tables()).isEmpty();
  }

  @Test
  void tablesThatFillUpBeyondMeasureAreRefused() {
    for (int size : List.of(1_100, 2_000)) {
      String wide = "|a".repeat(size) + "|\n" + "|-".repeat(size) + "|\n" + "|\n".repeat(size);
      assertThatExceptionOfType(ModeldexException.class)
          .isThrownBy(() -> MarkdownPage.read(wide))
          .withMessageContaining("cells");
    }
  }

  @Test
  @Timeout(60)
  void nestingHasNoBottomToFallThrough() {
    for (String deep : List.of(">", "[", "*a ", "- ", "![a](", "<a ", "`", "|-")) {
      assertThat(MarkdownPage.read(deep.repeat(20_000)).sections()).isNotNull();
    }
  }

  @Test
  @Timeout(120)
  void anyDamagedPageReads() {
    String marks = "|-:#*_`[]()<>!\\\n ~=&;\"'\t\0\uD83D";
    Seeded.trials(
        2_000,
        random -> {
          MarkdownPage read = MarkdownPage.read(damaged(random, marks));
          read.tables()
              .forEach(table ->
                  assertThat(table.rows())
                      .allMatch(row -> row.cells().size() == table.header().size()));
        });
  }

  private static String damaged(Random random, String marks) {
    StringBuilder text = new StringBuilder(PAGE);
    for (int i = random.nextInt(20); i >= 0; i--) {
      int at = random.nextInt(text.length());
      text.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
    }
    return text.toString();
  }
}
