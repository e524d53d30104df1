package org.modeldex.ingest.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What the headings above a table say.
 *
 * @param headings from the outermost to the table's own
 * @param task the innermost heading that names a task
 * @param dataset the innermost heading that names a known dataset, else the innermost that is below
 *     the first level and neither a task nor a word like "Results"
 * @param detail headings within the dataset's
 */
record Setting(
    List<String> headings,
    Optional<String> task,
    Optional<String> dataset,
    @Nullable String detail) {

  private static final Pattern GENERIC =
      Pattern.compile(
          "(?i).*\\b(?:results?|leader ?boards?|evaluations?|benchmarks?|performance|models?|zoo"
              + "|comparison|overview|table|accuracy|metrics|pre-?trained|introduction|usage"
              + "|description|systems?|methods?|other|others|supervised|unsupervised)\\b.*");

  static Setting of(Section section, Vocabulary vocabulary) {
    List<String> headings = new ArrayList<>(section.parents());
    headings.add(section.title());
    headings.removeIf(String::isBlank);
    Optional<String> task = Optional.empty();
    int known = -1;
    int named = -1;
    for (int i = 0; i < headings.size(); i++) {
      String heading = headings.get(i);
      boolean isTask = vocabulary.findTask(heading).isPresent();
      if (isTask) {
        task = Optional.of(heading);
      }
      if (vocabulary.find(Term.Category.DATASET, heading).isPresent()) {
        known = i;
      } else if (i > 0 && !isTask && !GENERIC.matcher(heading).matches()) {
        named = i;
      }
    }
    int dataset = known >= 0 ? known : named;
    List<String> inner = headings.subList(dataset + 1, headings.size());
    return new Setting(
        List.copyOf(headings),
        task,
        dataset < 0 ? Optional.empty() : Optional.of(headings.get(dataset)),
        dataset < 0 || inner.isEmpty() ? null : String.join(", ", inner));
  }
}
