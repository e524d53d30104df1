package org.modeldex.vocabulary;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Canonical things of one kind, found by their slugs and all other names. Immutable. */
final class Lexicon<T> {
  private final Map<String, T> bySlug;
  private final Map<String, T> byWord;

  /**
   * Gathers the entries of one kind from all files. Two entries of one file must not share a word.
   * Across files the later file gets the word, except that nobody takes another entry's slug as an
   * alias.
   */
  Lexicon(List<Entry> entries, Function<Entry, T> toItem) {
    Map<String, Entry> merged = new TreeMap<>();
    Claims claims = new Claims();
    for (Entry entry : entries) {
      merged.merge(entry.slug(), entry, Entry::extendedBy);
      claims.slug(entry);
    }
    for (Entry entry : entries) {
      entry.names().forEach(name -> claims.alias(name, entry));
    }
    Map<String, T> items = new TreeMap<>();
    merged.forEach((slug, entry) -> items.put(slug, toItem.apply(entry)));
    Map<String, T> words = new HashMap<>();
    claims.owners.forEach((word, claim) -> {
      T item = items.get(claim.entry.slug());
      if (item != null) {
        words.put(word, item);
      }
    });
    bySlug = Collections.unmodifiableMap(items);
    byWord = Map.copyOf(words);
  }

  /** The thing with this name, which {@link Words#fold} has folded; null when there is none. */
  @Nullable T find(String folded) {
    return byWord.get(folded);
  }

  /** All things, by slug. */
  Collection<T> all() {
    return bySlug.values();
  }

  /** Who owns which folded word. */
  private static final class Claims {
    private final Map<String, Claim> owners = new HashMap<>();

    private record Claim(Entry entry, boolean slug) {}

    void slug(Entry entry) {
      String word = MetricLexicon.fold(entry.slug());
      Claim owner = owners.get(word);
      if (owner != null && !owner.entry.slug().equals(entry.slug())) {
        throw VocabularyFile.bad(
            entry.origin(), "has a slug that reads like " + owner.entry.slug(), null);
      }
      if (owner != null && owner.entry.origin().file() == entry.origin().file()) {
        throw VocabularyFile.bad(
            entry.origin(), "repeats " + entry.slug() + " of " + owner.entry.origin(), null);
      }
      owners.put(word, new Claim(entry, true));
    }

    void alias(String name, Entry entry) {
      String word = MetricLexicon.fold(name);
      if (word.isEmpty()) {
        throw VocabularyFile.bad(
            entry.origin(), "has the alias '" + name + "' without a letter or digit", null);
      }
      Claim owner = owners.get(word);
      if (owner == null || owner.entry.slug().equals(entry.slug())) {
        owners.putIfAbsent(word, new Claim(entry, false));
        return;
      }
      int mine = entry.origin().file();
      int theirs = owner.entry.origin().file();
      if (mine == theirs || (owner.slug && mine > theirs)) {
        throw VocabularyFile.bad(
            entry.origin(),
            "gives the word '"
                + name
                + "' to "
                + entry.slug()
                + ", but it belongs to "
                + owner.entry.slug()
                + " ("
                + owner.entry.origin()
                + ")",
            null);
      }
      if (mine > theirs) {
        owners.put(word, new Claim(entry, false));
      }
    }
  }
}
