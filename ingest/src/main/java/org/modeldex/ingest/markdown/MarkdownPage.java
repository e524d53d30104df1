package org.modeldex.ingest.markdown;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of Markdown as importers need it: CommonMark with the pipe tables of GitHub.
 *
 * <p>Lines are counted from 1 in the whole text, front matter included. Texts of headings, cells,
 * links and prose are plain: without emphasis, code marks and HTML tags, entities resolved.
 *
 * @param frontMatter the text between the two {@code ---} that a page may begin with; null when it
 *     does not
 * @param body the page without its front matter, as written
 * @param comments HTML comments, in their order; those in code are none
 * @param sections what stands before the first heading (if anything does), then one for each
 *     heading, in their order
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
public record MarkdownPage(
    @Nullable String frontMatter, String body, List<Comment> comments, List<Section> sections) {

  public MarkdownPage {
    comments = List.copyOf(comments);
    sections = List.copyOf(sections);
  }

  /**
   * What stands between {@code <!--} and {@code -->}, as written.
   *
   * @param line where the comment begins
   */
  public record Comment(String text, int line) {}

  /**
   * A heading and what follows up to the next one of any level.
   *
   * @param level 1 to 6; 0 for what stands before the first heading
   * @param title empty for level 0
   * @param parents titles of the headings it is nested in, outermost first
   * @param line where the heading stands; 1 for level 0
   * @param prose paragraphs and list items, one block a line; neither code nor tables
   * @param tables in their order, also those in lists and quotes
   * @param links of the heading and the prose, in their order; those in tables are with their cells
   */
  public record Section(
      int level,
      String title,
      List<String> parents,
      int line,
      String prose,
      List<Table> tables,
      List<Link> links) {
    public Section {
      parents = List.copyOf(parents);
      tables = List.copyOf(tables);
      links = List.copyOf(links);
    }
  }

  /**
   * A pipe table. The header has a cell at least, every row as many cells as the header; some may
   * be empty.
   */
  public record Table(List<Cell> header, List<Row> rows, int line) {
    public Table {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }
  }

  public record Row(List<Cell> cells, int line) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * What stands in one column of one row.
   *
   * @param text plain and without spaces at its ends; a line break is a space
   */
  public record Cell(String text, List<Link> links) {
    public Cell {
      links = List.copyOf(links);
    }
  }

  /**
   * A link or, with its alternative text, an image.
   *
   * @param url as written; may be relative or empty
   */
  public record Link(String text, String url, boolean image) {}

  /**
   * Reads a page.
   *
   * @throws org.modeldex.record.ModeldexException TOO_LARGE when a table would have more cells than
   *     fit a reasonable page; GitHub's rules fill up short rows, so that few bytes can ask for
   *     many cells
   */
  public static MarkdownPage read(String text) {
    return PageReader.read(text);
  }

  /** The tables of all sections, in their order. */
  public Stream<Table> tables() {
    return sections.stream().flatMap(section -> section.tables().stream());
  }
}
