package org.modeldex.ingest.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.table.TableGuess.Guessed;
import org.modeldex.ingest.table.TableMapping.Written;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Spelling;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads tables by a mapping, or by one that it guesses for each of them. It is to be asked last:
 * tables of a format of their own, and files that another importer has read as part of its records,
 * are left alone.
 */
public final class TableImporter implements Importer {
  public static final String FORMAT = "table";

  private static final String[] ENDINGS = {".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson"};

  private final Vocabulary vocabulary;
  private final TableScale scale;
  private final @Nullable TableMapping given;
  private final Consumer<Guess> guesses;

  /**
   * What a table was taken for.
   *
   * @param file its path within the source
   * @param mapping in YAML, as {@link #mappedBy} reads it
   */
  public record Guess(String file, String mapping) {}

  private TableImporter(
      Vocabulary vocabulary, @Nullable TableMapping given, Consumer<Guess> guesses) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
    this.given = given;
    this.guesses = guesses;
  }

  /**
   * An importer that guesses what the columns of each table hold.
   *
   * @param guesses told what it guessed of each table that it reads
   */
  public static TableImporter guessing(Vocabulary vocabulary, Consumer<Guess> guesses) {
    return new TableImporter(vocabulary, null, guesses);
  }

  /**
   * An importer of tables that are alike.
   *
   * @param mapping a file in YAML that says what the columns of all tables hold
   * @throws ModeldexException CONFIGURATION naming the file, the place and what is wrong
   */
  public static TableImporter mappedBy(Path mapping, Vocabulary vocabulary) {
    return new TableImporter(vocabulary, MappingReader.read(mapping), guess -> {});
  }

  /** As the other, for a mapping that is a text. */
  static TableImporter mappedBy(String mapping, Vocabulary vocabulary) {
    return new TableImporter(vocabulary, MappingReader.parse("mapping", mapping), guess -> {});
  }

  @Override
  public String format() {
    return FORMAT;
  }

  /**
   * By the ending and, without a mapping, columns that are certain to be models and their results.
   */
  @Override
  public boolean accepts(SourceFile file) {
    if (given != null) {
      Layout.Format format = given.written().format();
      return file.endsWith(ENDINGS) && (format == null || format == Layout.Format.of(file));
    }
    if (!file.endsWith(ENDINGS) || !mayBeTable(file)) {
      return false;
    }
    try {
      Layout layout = LayoutGuess.of(file, Written.ANYHOW, false);
      return new TableGuess(file, layout, Sample.ofHead(file, layout), vocabulary)
          .make()
          .filter(Guessed::isConfident)
          .isPresent();
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.INVALID_ARGUMENT, "cannot be read: " + e, e);
    }
  }

  /** Spares a closer look at JSON of which the first bytes say nothing of a model. */
  private static boolean mayBeTable(SourceFile file) {
    return !Layout.Format.of(file).isJson() || file.headText().indexOf('{') >= 0;
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    for (SourceFile file : files.claimed()) {
      if (file.wasOpened()) {
        sink.report(
            new Problem(
                file.path(),
                null,
                "is not read as a table: it is part of other records",
                Loss.NOTHING));
      } else {
        Drafts drafts = new Drafts(FORMAT, scale, sink);
        try {
          read(file, drafts, sink);
        } catch (ModeldexException e) {
          sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
          sink.report(Problem.ofFile(file.path(), "cannot be read to its end: " + e));
        }
      }
    }
  }

  private void read(SourceFile file, Drafts drafts, Sink sink) throws IOException {
    Written written = given == null ? Written.ANYHOW : given.written();
    Layout layout = LayoutGuess.of(file, written, true);
    Sample sample = Sample.of(file, layout);
    TableMapping mapping = given == null ? guess(file, layout, sample) : given;
    checkName(mapping, sample);
    if (layout.encoding().equals(TextEncoding.WINDOWS) && written.encoding() == null) {
      sink.report(
          new Problem(file.path(), null, "is no UTF-8 and is read as windows-1252", Loss.NOTHING));
    }
    new TableReader(file, new TableReader.Table(layout, mapping), drafts, vocabulary, sink).read();
  }

  private TableMapping guess(SourceFile file, Layout layout, Sample sample) {
    Optional<Guessed> guessed = new TableGuess(file, layout, sample, vocabulary).make();
    if (guessed.isEmpty()) {
      throw ModeldexException.invalid(
          "the table", "has no column that could name records; say with a mapping what it holds");
    }
    TableMapping mapping = guessed.get().mapping();
    guesses.accept(new Guess(file.path(), MappingWriter.write(mapping)));
    return mapping;
  }

  private static void checkName(TableMapping mapping, Sample sample) {
    Cells name = mapping.fields().get(Field.NAME);
    if (name == null || name.isConstant() || sample.rows().isEmpty()) {
      return;
    }
    if (name.columns().stream().noneMatch(sample.columns()::contains)) {
      String column = name.columns().getFirst();
      String nearest = Spelling.nearest(column, sample.columns());
      throw ModeldexException.invalid(
          "the table",
          "has no column '"
              + column
              + "' for names; "
              + (nearest == null
                  ? "its columns are " + String.join(", ", sample.columns())
                  : "did you mean '" + nearest + "'?"));
    }
  }
}
