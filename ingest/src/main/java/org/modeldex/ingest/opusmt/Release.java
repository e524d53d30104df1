package org.modeldex.ingest.opusmt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Section;

/**
 * One release: a heading that names an archive, and all that follows up to the next one.
 *
 * @param name the archive without its ending, as {@code opus-2020-01-16}
 * @param sections the heading's own section and those below it
 */
record Release(String name, List<Section> sections) {
  static final Pattern HEADING = Pattern.compile("(?m)^# (\\S{1,200})\\.zip[ \\t]*\\r?$");
  private static final Pattern TITLE = Pattern.compile("(\\S{1,200})\\.zip");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** The releases of a page, in its order. */
  static List<Release> of(MarkdownPage page) {
    List<Release> releases = new ArrayList<>();
    for (Section section : page.sections()) {
      Matcher title = TITLE.matcher(section.title());
      if (section.level() == 1 && title.matches()) {
        releases.add(new Release(title.group(1), new ArrayList<>()));
      }
      if (!releases.isEmpty()) {
        releases.getLast().sections.add(section);
      }
    }
    return releases;
  }

  /** The one with the latest date in its name; of several the one that stands last. */
  static Release newest(List<Release> releases) {
    Release newest = releases.getFirst();
    for (Release release : releases) {
      if (release.date().compareTo(newest.date()) >= 0) {
        newest = release;
      }
    }
    return newest;
  }

  /** The date in the name, empty when there is none. */
  String date() {
    Matcher date = DATE.matcher(name);
    return date.find() ? date.group() : "";
  }

  int line() {
    return sections.getFirst().line();
  }
}
