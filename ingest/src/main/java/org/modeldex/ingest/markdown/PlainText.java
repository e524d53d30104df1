package org.modeldex.ingest.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.markdown.MarkdownPage.Link;

/** What a block says without its marks, and where it links to. */
record PlainText(String text, List<Link> links) {
  private static final Pattern ANCHOR =
      Pattern.compile("(?is)<a\\s[^>]*?href\\s*=\\s*[\"']?([^\"'\\s>]*).*");
  private static final Pattern BREAK = Pattern.compile("(?is)<br\\s*/?>");

  static PlainText of(Node block) {
    StringBuilder text = new StringBuilder();
    List<Link> links = new ArrayList<>();
    String anchor = null;
    int anchorText = 0;
    for (Node node = block; node != null; node = Nodes.next(node, true, block)) {
      switch (node) {
        case org.commonmark.node.Link link ->
            links.add(new Link(textBelow(link), link.getDestination(), false));
        case Image image -> links.add(new Link(textBelow(image), image.getDestination(), true));
        case HtmlInline html -> {
          String tag = html.getLiteral();
          String opened = opened(tag);
          if (opened != null) {
            anchor = opened;
            anchorText = text.length();
          } else if (anchor != null && tag.equalsIgnoreCase("</a>")) {
            links.add(new Link(text.substring(anchorText).strip(), anchor, false));
            anchor = null;
          }
          if (BREAK.matcher(tag).matches()) {
            text.append(' ');
          }
        }
        default -> append(node, text);
      }
    }
    return new PlainText(text.toString().strip(), List.copyOf(links));
  }

  /** Where an HTML anchor leads; null when the tag is something else. */
  private static @Nullable String opened(String tag) {
    Matcher anchor = ANCHOR.matcher(tag);
    return anchor.matches() ? anchor.group(1) : null;
  }

  private static String textBelow(Node link) {
    StringBuilder text = new StringBuilder();
    for (Node node = link; node != null; node = Nodes.next(node, true, link)) {
      append(node, text);
    }
    return text.toString().strip();
  }

  private static void append(Node node, StringBuilder text) {
    switch (node) {
      case Text words -> text.append(words.getLiteral());
      case Code code -> text.append(code.getLiteral());
      case SoftLineBreak space -> text.append(' ');
      case HardLineBreak space -> text.append(' ');
      default -> {} // marks and containers add nothing of their own
    }
  }
}
