package org.modeldex.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;

/**
 * Exact texts of all names in one field, so that any number of names costs no field:
 *
 * <pre>
 *   name, separator, text
 *   name, separator, the first 2,000 characters, separator, SHA-256 of the text    when it is longer
 * </pre>
 */
final class ExactTerms {
  private static final int AUTOMATON_WORK = 10_000;
  private static final int MAX_PATTERN = 1_000;

  private ExactTerms() {}

  static void add(Document document, MetadataRecord record) {
    Set<String> names = new HashSet<>();
    ExactValues.texts(
        record,
        (name, text) -> {
          document.add(new StringField(IndexFields.EXACT, term(name, text), Store.NO));
          document.add(
              new SortedSetDocValuesField(
                  IndexFields.EXACT_ORDER,
                  new BytesRef(prefix(name) + beginning(text, ExactValues.SORTED))));
          names.add(name);
        });
    // The names of attributes are there already.
    record.attributes().keySet().forEach(name -> names.remove("attr." + name));
    names.forEach(name -> RecordDocuments.addHas(document, name));
  }

  static String term(String name, String text) {
    return text.length() <= ExactValues.COMPARED
        ? prefix(name) + text
        : prefix(name)
            + beginning(text, ExactValues.COMPARED)
            + IndexFields.SEPARATOR
            + digest(text);
  }

  /** What all terms of a name begin with. */
  static String prefix(String name) {
    return name + IndexFields.SEPARATOR;
  }

  /** The records with one of some texts. */
  static org.apache.lucene.search.Query any(Query.ExactlyIs is) {
    List<BytesRef> terms =
        is.texts().stream().map(text -> new BytesRef(term(is.name(), text))).toList();
    return terms.size() == 1
        ? new TermQuery(new Term(IndexFields.EXACT, terms.getFirst()))
        : new TermInSetQuery(IndexFields.EXACT, terms);
  }

  /** The records with a text that matches a pattern. */
  static org.apache.lucene.search.Query like(Query.ExactlyLike like) {
    String pattern = like.pattern();
    if (pattern.length() > MAX_PATTERN) {
      throw ModeldexException.invalid(
          like.name(), "has a pattern of more than " + MAX_PATTERN + " characters");
    }
    List<Automaton> parts = new ArrayList<>();
    parts.add(Automata.makeString(prefix(like.name())));
    pattern.codePoints().forEach(c -> parts.add(part(c, like.ignoresCase())));
    try {
      return new AutomatonQuery(
          new Term(IndexFields.EXACT, prefix(like.name()) + pattern),
          Operations.determinize(Operations.concatenate(parts), AUTOMATON_WORK));
    } catch (TooComplexToDeterminizeException e) {
      throw ModeldexException.invalid(like.name(), "has too complex a pattern: " + pattern);
    }
  }

  private static Automaton part(int c, boolean ignoresCase) {
    if (c == '%') {
      return Automata.makeAnyString();
    }
    if (c == '_') {
      return Automata.makeAnyChar();
    }
    int upper = Character.toUpperCase(c);
    int lower = Character.toLowerCase(c);
    return ignoresCase && upper != lower
        ? Operations.union(List.of(Automata.makeChar(upper), Automata.makeChar(lower)))
        : Automata.makeChar(c);
  }

  /** At most the first {@code length} characters, and no half of a pair of surrogates. */
  private static String beginning(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
