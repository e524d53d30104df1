package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.jspecify.annotations.Nullable;

/** Looks up terms of one field. Of very many terms only so many are looked at. One thread. */
final class TermDictionary {
  private static final int MAX_SEEN = 1_000;
  private static final int AUTOMATON_WORK = 10_000;

  /** How many letters at the beginning of a term are always right. */
  private static final int RIGHT_PREFIX = 1;

  private final @Nullable Terms terms;

  TermDictionary(IndexReader reader, String field) throws IOException {
    terms = MultiTerms.getTerms(reader, field);
  }

  /**
   * A term.
   *
   * @param records how many have it, some deleted ones included
   */
  record Entry(BytesRef term, int records) {
    String text() {
      return term.utf8ToString();
    }
  }

  /** The first terms with a prefix, in their order. */
  List<Entry> first(String prefix, int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    BytesRef wanted = new BytesRef(prefix);
    TermsEnum all = terms == null ? null : terms.iterator();
    if (all == null || all.seekCeil(wanted) == TermsEnum.SeekStatus.END) {
      return entries;
    }
    BytesRef term = all.term();
    while (term != null && entries.size() < most && StringHelper.startsWith(term, wanted)) {
      entries.add(new Entry(BytesRef.deepCopyOf(term), all.docFreq()));
      term = all.next();
    }
    return entries;
  }

  /** The most frequent terms with a prefix. */
  List<Entry> frequent(String prefix, int most) throws IOException {
    return mostFrequent(first(prefix, MAX_SEEN), most);
  }

  /**
   * The most frequent terms whose beginning is {@code text} but for a few letters; its first letter
   * is right.
   *
   * @param edits 1 or 2
   */
  List<Entry> nearlyFrom(String text, int edits, int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (terms == null) {
      return entries;
    }
    int first = text.offsetByCodePoints(0, RIGHT_PREFIX);
    Automaton near =
        new LevenshteinAutomata(text.substring(first), true)
            .toAutomaton(edits, text.substring(0, first));
    Automaton beginnings =
        Operations.determinize(
            Operations.concatenate(List.of(near, Automata.makeAnyString())), AUTOMATON_WORK);
    TermsEnum found = terms.intersect(new CompiledAutomaton(beginnings, false, true, false), null);
    BytesRef term = found.next();
    while (term != null && entries.size() < MAX_SEEN) {
      entries.add(new Entry(BytesRef.deepCopyOf(term), found.docFreq()));
      term = found.next();
    }
    return mostFrequent(entries, most);
  }

  private static List<Entry> mostFrequent(List<Entry> entries, int most) {
    PriorityQueue<Entry> best = new PriorityQueue<>(Comparator.comparingInt(Entry::records));
    for (Entry entry : entries) {
      best.add(entry);
      if (best.size() > most) {
        best.remove();
      }
    }
    return best.stream().sorted(Comparator.comparingInt(Entry::records).reversed()).toList();
  }
}
