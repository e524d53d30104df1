package org.modeldex.analyzers;

import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Which analyzer the text of each field goes through. Keyword fields have one too, for the text
 * form in which free words find them; compared whole, their values are {@link #keyword folded}.
 * Safe for all threads.
 */
public final class FieldAnalyzers {
  private final Analyzer indexedNames = ModelNameAnalyzer.forIndex();
  private final Analyzer askedNames = ModelNameAnalyzer.forQuery();
  private final ProseAnalyzer prose = new ProseAnalyzer();
  private final Analyzer expandedProse;

  public FieldAnalyzers(Vocabulary vocabulary) {
    this.expandedProse = SynonymAnalyzer.of(vocabulary, prose);
  }

  /** For text that is indexed or highlighted. */
  public Analyzer index(SearchField field) {
    return isName(field) ? indexedNames : prose;
  }

  /** For text that is searched for. */
  public Analyzer query(SearchField field) {
    return isName(field) ? askedNames : prose;
  }

  /**
   * As {@link #query}, and where the text holds another name or an everyday word of a task, the
   * task's own words as well. Such streams are graphs: a synonym may be longer than what it stands
   * for. They make a query broader, so its words should weigh less than those of {@link #query}.
   */
  public Analyzer expandedQuery(SearchField field) {
    return isName(field) ? askedNames : expandedProse;
  }

  /** The form in which values of a keyword field are compared: without outer space and case. */
  public static String keyword(String value) {
    return Normalizer.normalize(value.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  /** Text without case, accents and other differences between spellings of the same letters. */
  public static String folded(String text) {
    return Folding.fold(text);
  }

  private static boolean isName(SearchField field) {
    return switch (field) {
      case ID,
          PROJECT,
          NAME,
          FRAMEWORK,
          LIBRARY,
          ARCHITECTURE,
          ALGORITHM,
          FAMILY,
          DATASET,
          METRIC ->
          true;
      case KIND,
          DESCRIPTION,
          PAPER,
          TASK,
          LICENSE,
          LICENSING,
          LANGUAGE,
          TRANSLATES,
          TAG,
          OWNER,
          TEAM,
          STAGE,
          STATUS,
          DOMAIN,
          MODALITY,
          REGION,
          SENSITIVITY,
          SOURCE,
          EMBEDDING,
          TRUST,
          PARAMETERS,
          SIZE,
          FLOPS,
          STARTED,
          ENDED,
          CREATED,
          UPDATED ->
          false;
    };
  }
}
