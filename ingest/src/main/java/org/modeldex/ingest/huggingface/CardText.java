package org.modeldex.ingest.huggingface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.record.ModeldexException;

/**
 * What the body of a card says in prose.
 *
 * @param papers addresses of the papers that it links to
 */
record CardText(List<Section> sections, Set<String> papers) {
  static final CardText EMPTY = new CardText(List.of(), Set.of());

  /** Characters of a description, at most; it ends with a paragraph. */
  private static final int ENOUGH = 8_000;

  private static final Pattern SETTING = Pattern.compile("([\\w ./-]{1,80}?)\\s*[:=]\\s*(\\S.*)");
  private static final Pattern ARXIV =
      Pattern.compile("arxiv\\.org/(?:abs|pdf)/(\\d{4}\\.\\d{4,5}|[a-z-]{2,12}/\\d{7})");
  private static final Pattern BOILERPLATE =
      Pattern.compile(
          "(?i)\\W*(?:needs )?more information needed\\W*|\\W*(?:todo|tbd|more information)\\W*");
  private static final List<String> NO_PROSE =
      List.of(
          "citation",
          "citing",
          "cite",
          "bibtex",
          "table of contents",
          "hyperparameters",
          "framework versions",
          "training results",
          "system info",
          "label scheme",
          "full model architecture",
          "references");

  /** Reads a body; one that cannot be taken apart is reported and says nothing. */
  static CardText of(String body, SourceFile file, Consumer<Problem> problems) {
    Set<String> papers = new LinkedHashSet<>();
    Matcher arxiv = ARXIV.matcher(body);
    while (arxiv.find()) {
      papers.add("https://arxiv.org/abs/" + arxiv.group(1));
    }
    try {
      String text = body.replaceFirst("\\A\\s*---[ \\t]*\\n", ""); // a line, not more front matter
      return new CardText(MarkdownPage.read(text).sections(), papers);
    } catch (ModeldexException e) {
      problems.accept(
          new Problem(file.path(), null, String.valueOf(e.getMessage()), Problem.Loss.VALUE));
      return new CardText(List.of(), papers);
    }
  }

  /** The first heading; null when there is none. */
  @Nullable String title() {
    return sections.stream()
        .map(Section::title)
        .filter(title -> !title.isBlank())
        .findFirst()
        .orElse(null);
  }

  /** The first paragraphs of all prose; null when there is none. */
  @Nullable String description() {
    return prose(section -> !hasAny(section.title(), NO_PROSE));
  }

  /**
   * The prose of the sections with one of these words in their heading; null when there is none.
   */
  @Nullable String section(String... words) {
    return prose(section -> hasAny(section.title(), List.of(words)));
  }

  /** The lines {@code name: value} under headings with this word. */
  Map<String, String> settings(String word) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : lines(word)) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        settings.putIfAbsent(setting.group(1).strip(), setting.group(2).strip());
      }
    }
    return settings;
  }

  /** Paragraphs and list items under headings with this word. */
  List<String> lines(String word) {
    List<String> lines = new ArrayList<>();
    for (Section section : sections) {
      if (hasAny(section.title(), List.of(word))) {
        section.prose().lines().filter(line -> !line.isBlank()).forEach(lines::add);
      }
    }
    return lines;
  }

  private static boolean hasAny(String heading, List<String> words) {
    String lower = heading.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(lower::contains);
  }

  private @Nullable String prose(Predicate<Section> wanted) {
    StringBuilder prose = new StringBuilder();
    for (Section section : sections) {
      String separator = prose.isEmpty() ? "" : "\n\n";
      for (String line :
          wanted.test(section) ? section.prose().lines().toList() : List.<String>of()) {
        if (isPictures(line, section) || BOILERPLATE.matcher(line).matches()) {
          continue;
        }
        if (prose.length() + line.length() > ENOUGH) {
          return prose.isEmpty() ? cut(line) : prose.toString();
        }
        prose.append(separator).append(line);
        separator = "\n";
      }
    }
    return prose.isEmpty() ? null : prose.toString();
  }

  /** Whether a line is nothing but the alternative texts of pictures, such as badges. */
  private static boolean isPictures(String line, Section section) {
    String rest = line;
    for (Link link : section.links()) {
      rest = link.image() && !link.text().isEmpty() ? rest.replace(link.text(), "") : rest;
    }
    return rest.isBlank();
  }

  private static String cut(String line) {
    int space = line.lastIndexOf(' ', ENOUGH);
    int end = space > 0 ? space : ENOUGH;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }
}
