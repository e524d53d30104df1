package org.modeldex.server.web;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Descriptions as HTML that cannot harm: whatever is not plain formatting is taken out, pictures
 * become links (the pages load nothing from other hosts), headings step below the page's own.
 */
final class Markdown {
  /**
   * Rows are filled up to the width of their table, so that few letters can stand for millions of
   * cells.
   */
  private static final int MAX_CELLS = 100_000;

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.builder().maxCells(MAX_CELLS).build()))
          .build();

  private static final Parser WITHOUT_TABLES = Parser.builder().build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\R.*?\\R---\\s*\\R", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("(?i)(https?://|mailto:).*");
  private static final PolicyFactory POLICY =
      new HtmlPolicyBuilder()
          .allowElements(
              "p",
              "br",
              "hr",
              "em",
              "strong",
              "b",
              "i",
              "u",
              "s",
              "del",
              "sub",
              "sup",
              "code",
              "pre",
              "blockquote",
              "ul",
              "ol",
              "li",
              "dl",
              "dt",
              "dd",
              "table",
              "thead",
              "tbody",
              "tr",
              "th",
              "td",
              "kbd",
              "a")
          .allowElements((name, attributes) -> "h3", "h1", "h2")
          .allowElements((name, attributes) -> "h4", "h3", "h4", "h5", "h6")
          .allowUrlProtocols("http", "https", "mailto")
          .allowAttributes("href")
          .matching(ADDRESS)
          .onElements("a")
          .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
          .toFactory();

  private Markdown() {}

  /** The text as HTML; empty for none. */
  static String html(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "";
    }
    Node document = document(FRONT_MATTER.matcher(text).replaceFirst(""));
    document.accept(new PicturesToLinks());
    return POLICY.sanitize(RENDERER.render(document));
  }

  private static Node document(String text) {
    try {
      return PARSER.parse(text);
    } catch (IllegalArgumentException e) {
      // More than MAX_CELLS.
      return WITHOUT_TABLES.parse(text);
    }
  }

  private static final class PicturesToLinks extends AbstractVisitor {
    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), image.getTitle());
      Node child = image.getFirstChild();
      while (child != null) {
        Node next = child.getNext();
        link.appendChild(child);
        child = next;
      }
      if (image.getParent() instanceof Link) {
        while (link.getFirstChild() != null) {
          image.insertBefore(link.getFirstChild());
        }
      } else {
        image.insertBefore(link);
      }
      image.unlink();
    }
  }
}
