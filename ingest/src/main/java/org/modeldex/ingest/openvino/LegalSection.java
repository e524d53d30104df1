package org.modeldex.ingest.openvino;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The licence that a page names: in the text of a link to it ({@code [MIT License](...)}) or at the
 * head of the licence's own text in a block of code.
 */
final class LegalSection {
  private static final Pattern HEAD_OF_CODE =
      Pattern.compile("(?m)^ {0,3}```[^\\n]{0,20}\\n\\s{0,40}([^\\n]{2,80})\\n");

  private LegalSection() {}

  /** The name as the page writes it, when the vocabulary knows it. */
  static Optional<String> license(MarkdownPage page, Vocabulary vocabulary) {
    return page.sections().stream()
        .filter(section -> section.title().toLowerCase(Locale.ROOT).startsWith("legal"))
        .flatMap(section -> names(section, page))
        .map(String::strip)
        .filter(name -> vocabulary.find(Category.LICENSE, name).isPresent())
        .findFirst();
  }

  private static Stream<String> names(Section section, MarkdownPage page) {
    int heading = page.body().indexOf("# " + section.title());
    String legal = heading < 0 ? "" : page.body().substring(heading);
    return Stream.concat(
        section.links().stream().map(Link::text),
        HEAD_OF_CODE.matcher(legal).results().limit(1).map(code -> code.group(1)));
  }
}
