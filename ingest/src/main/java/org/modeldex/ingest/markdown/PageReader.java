package org.modeldex.ingest.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Comment;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/** Walks the parser's tree, without recursion, and gathers the parts of the page. */
final class PageReader {
  private static final int MAX_NESTING = 100;

  /** Cells that the tables of one page may have together; the parser fails beyond them. */
  private static final int MAX_CELLS = 1_000_000;

  private static final Pattern DELIMITERS =
      Pattern.compile("(?m)^[ \\t>*+-]*\\|?[ \\t]*:?-+:?[ \\t]*\\|[|: \\t-]*$");
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--(.*?)-->");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.builder().maxCells(MAX_CELLS).build()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .maxOpenBlockParsers(MAX_NESTING)
          .maxInlineNesting(MAX_NESTING)
          .build();

  private final int linesBefore;
  private final List<Comment> comments = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  /** The headings that enclose what is read now; each with its level. */
  private final List<Open> path = new ArrayList<>();

  private Open section = new Open(0, "", 1);

  /** A section whose end has not been read. */
  private static final class Open {
    final int level;
    final String title;
    final int line;
    final StringBuilder prose = new StringBuilder();
    final List<Table> tables = new ArrayList<>();
    final List<Link> links = new ArrayList<>();

    Open(int level, String title, int line) {
      this.level = level;
      this.title = title;
      this.line = line;
    }

    boolean isEmpty() {
      return level == 0 && prose.isEmpty() && tables.isEmpty();
    }
  }

  private PageReader(int linesBefore) {
    this.linesBefore = linesBefore;
  }

  static MarkdownPage read(String text) {
    FrontMatter page = FrontMatter.split(text);
    refuseHugeTables(page.body());
    PageReader reader = new PageReader(page.lines());
    reader.readBlocks(PARSER.parse(page.body()));
    reader.closeSection();
    return new MarkdownPage(page.text(), page.body(), reader.comments, reader.sections);
  }

  private static void refuseHugeTables(String body) {
    long columns = 0;
    Matcher delimiters = DELIMITERS.matcher(body);
    while (delimiters.find()) {
      columns = Math.max(columns, 1 + delimiters.group().chars().filter(c -> c == '|').count());
    }
    long cells = columns * body.lines().count();
    if (cells > MAX_CELLS) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE, "may have tables of more than " + MAX_CELLS + " cells");
    }
  }

  private void readBlocks(Node root) {
    for (Node node = root; node != null; ) {
      boolean inside = false;
      switch (node) {
        case Heading heading -> open(heading);
        case Paragraph paragraph -> readParagraph(paragraph);
        case TableBlock table -> addTable(table);
        case HtmlBlock html -> addComments(html.getLiteral(), line(html));
        default -> inside = true; // lists, quotes; leaves have nothing inside
      }
      node = Nodes.next(node, inside, root);
    }
  }

  private void open(Heading heading) {
    closeSection();
    PlainText text = PlainText.of(heading);
    path.removeIf(open -> open.level >= heading.getLevel());
    section = new Open(heading.getLevel(), text.text(), line(heading));
    section.links.addAll(text.links());
    addInlineComments(heading);
  }

  private void closeSection() {
    if (!section.isEmpty()) {
      List<String> parents = path.stream().map(open -> open.title).toList();
      sections.add(
          new Section(
              section.level,
              section.title,
              parents,
              section.line,
              section.prose.toString(),
              section.tables,
              section.links));
      if (section.level > 0) {
        path.add(section);
      }
    }
  }

  private void readParagraph(Paragraph paragraph) {
    PlainText text = PlainText.of(paragraph);
    if (!text.text().isEmpty()) {
      section.prose.append(section.prose.isEmpty() ? "" : "\n").append(text.text());
    }
    section.links.addAll(text.links());
    addInlineComments(paragraph);
  }

  /** Adds the table, unless its header is a lone bar: then no row has a cell either. */
  private void addTable(TableBlock block) {
    List<Cell> header = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (part instanceof TableHead) {
          header.addAll(cells(row));
        } else if (row instanceof TableRow) {
          rows.add(new Row(cells(row), line(row)));
        }
      }
    }
    if (!header.isEmpty()) {
      section.tables.add(new Table(header, rows, line(block)));
    }
  }

  private static List<Cell> cells(Node row) {
    List<Cell> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      PlainText text = PlainText.of(cell);
      cells.add(new Cell(text.text(), text.links()));
    }
    return cells;
  }

  private void addInlineComments(Node block) {
    for (Node node = block; node != null; node = Nodes.next(node, true, block)) {
      if (node instanceof HtmlInline html) {
        addComments(html.getLiteral(), line(block));
      }
    }
  }

  private void addComments(String html, int line) {
    Matcher comment = COMMENT.matcher(html);
    while (comment.find()) {
      int before = (int) html.substring(0, comment.start()).chars().filter(c -> c == '\n').count();
      comments.add(new Comment(comment.group(1), line + before));
    }
  }

  private int line(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    return spans.isEmpty() ? linesBefore + 1 : linesBefore + spans.getFirst().getLineIndex() + 1;
  }
}
