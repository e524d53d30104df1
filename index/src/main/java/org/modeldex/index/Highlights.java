package org.modeldex.index;

import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.PlainProse;
import org.modeldex.search.SearchField;

/**
 * Marks a query's words in records. The texts are analysed again: the index keeps none.
 * Descriptions are shown without the marks of Markdown. One query, one thread.
 */
final class Highlights {
  /** No more of a text than this is looked through, in characters. */
  private static final int MAX_TEXT = 50_000;

  /** About how long a fragment of prose is, in characters. */
  private static final int FRAGMENT = 160;

  private static final int FRAGMENTS = 2;

  /** Of a longer one, a table in one line say, as much is shown around its first match. */
  private static final int LONGEST_FRAGMENT = 4 * FRAGMENT;

  private static final int LONG_WORD = 40;

  /** No more texts of one field than this are looked through. */
  private static final int MAX_TEXTS = 50;

  private final Query query;
  private final UnifiedHighlighter whole;
  private final UnifiedHighlighter fragments;

  Highlights(Analyzer analyzer, Query query) {
    this.query = query;
    this.whole = highlighter(analyzer, WholeBreakIterator::new);
    this.fragments =
        highlighter(
            analyzer,
            () ->
                LengthGoalBreakIterator.createClosestToLength(
                    BreakIterator.getSentenceInstance(Locale.ROOT), FRAGMENT, 0.5f));
  }

  private static UnifiedHighlighter highlighter(Analyzer analyzer, Supplier<BreakIterator> breaks) {
    return UnifiedHighlighter.builderWithoutSearcher(analyzer)
        .withBreakIterator(breaks)
        .withFormatter(new MarkedFragments())
        .withMaxLength(MAX_TEXT)
        .withMaxNoHighlightPassages(0)
        .build();
  }

  /** The marked fragments of each field that has any. */
  Map<SearchField, List<String>> of(MetadataRecord record) throws IOException {
    Map<SearchField, List<String>> found = new EnumMap<>(SearchField.class);
    add(found, whole, TextPart.NAME, List.of(record.id().name()));
    String description = record.description();
    if (description != null) {
      add(found, fragments, TextPart.DESCRIPTION, List.of(PlainProse.of(description, MAX_TEXT)));
    }
    add(found, whole, TextPart.TASK, record.contextual().tasks());
    add(found, whole, TextPart.LABEL, record.tags());
    add(found, whole, TextPart.PAPER, RecordFields.paperTitles(record));
    return found;
  }

  private void add(
      Map<SearchField, List<String>> found,
      UnifiedHighlighter highlighter,
      TextPart part,
      List<String> texts)
      throws IOException {
    List<String> marked = new ArrayList<>();
    for (String text : texts.subList(0, Math.min(MAX_TEXTS, texts.size()))) {
      Object passages =
          highlighter.highlightWithoutSearcher(part.luceneField(), query, text, FRAGMENTS);
      if (passages instanceof List<?> list) {
        list.forEach(fragment -> marked.add(fragment.toString()));
      }
    }
    if (!marked.isEmpty()) {
      found.put(part.field(), List.copyOf(marked));
    }
  }

  /** Writes passages as HTML, one string each. */
  private static final class MarkedFragments extends PassageFormatter {
    @Override
    public List<String> format(Passage[] passages, String text) {
      List<String> marked = new ArrayList<>();
      for (Passage passage : passages) {
        if (passage.getNumMatches() > 0) {
          marked.add(marked(passage, text).strip());
        }
      }
      return marked;
    }

    private static String marked(Passage passage, String text) {
      StringBuilder html = new StringBuilder();
      int end = Math.min(passage.getEndOffset(), text.length());
      int position = passage.getStartOffset();
      if (end - position > LONGEST_FRAGMENT) {
        position = wordStart(text, position, passage.getMatchStarts()[0] - FRAGMENT / 2);
        end = Math.min(end, wordStart(text, position, position + LONGEST_FRAGMENT));
      }
      for (int match = 0; match < passage.getNumMatches(); match++) {
        int from = Math.max(position, passage.getMatchStarts()[match]);
        int to = Math.min(end, passage.getMatchEnds()[match]);
        if (from < to) {
          escape(text, position, from, html);
          html.append("<mark>");
          escape(text, from, to, html);
          html.append("</mark>");
          position = to;
        }
      }
      escape(text, position, end, html);
      return html.toString();
    }

    /** The beginning of the word at or before a place, but no more than a long word before it. */
    private static int wordStart(String text, int least, int place) {
      int start = Math.clamp(place, least, text.length());
      int lowest = Math.max(least, start - LONG_WORD);
      while (start > lowest && !Character.isWhitespace(text.charAt(start - 1))) {
        start--;
      }
      boolean splits = start < text.length() && Character.isLowSurrogate(text.charAt(start));
      return Math.max(least, splits ? start - 1 : start);
    }

    private static void escape(String text, int from, int to, StringBuilder html) {
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        switch (c) {
          case '<' -> html.append("&lt;");
          case '>' -> html.append("&gt;");
          case '&' -> html.append("&amp;");
          case '"' -> html.append("&quot;");
          case '\'' -> html.append("&#39;");
          default -> html.append(c);
        }
      }
    }
  }
}
