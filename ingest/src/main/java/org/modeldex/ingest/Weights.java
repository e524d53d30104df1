package org.modeldex.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Artifact;

/**
 * Models that are known by their weight files.
 *
 * <p>The parts of a split file, {@code x-00001-of-00003}, belong together. Where a page {@code
 * README.md} in the folder of the weights, or in the nearest one above, describes one model, they
 * are a version of it, named by their path from there. All others are a model of their own with the
 * name of the file, or of its folder where the file's name says nothing.
 */
public final class Weights {
  private static final Pattern PART = Pattern.compile("(.+)[-_]\\d{5}-of-(\\d{5})");
  private static final Set<String> NO_NAMES =
      Set.of(
          "adapter_model",
          "diffusion_pytorch_model",
          "ggml-model",
          "model",
          "open_clip_pytorch_model",
          "pytorch_model",
          "weights");

  /** Reads the header of one file into a draft. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Fills in what the header says.
     *
     * @param tensors counts the weights of all parts together
     * @throws ModeldexException when the header is damaged
     */
    void read(SourceFile file, HeaderInput header, Draft draft, Tensors tensors) throws IOException;
  }

  private final String format;
  private final long maxHeader;
  private final Reader reader;

  /**
   * Reads files of one format.
   *
   * @param format its name, which is the ending of its files
   * @param maxHeader bytes that are kept of one file, at most
   */
  public Weights(String format, long maxHeader, Reader reader) {
    this.format = format;
    this.maxHeader = maxHeader;
    this.reader = reader;
  }

  /** Makes a record of each file, or of all parts of one. */
  public void read(SourceFiles files, TableScale scale, Sink sink) {
    Drafts drafts = new Drafts(format, scale, sink);
    groups(files.claimed())
        .forEach((whole, parts) -> {
          begin(whole, parts.getFirst(), files, drafts, sink)
              .ifPresent(draft -> read(parts, draft, sink));
          drafts.write();
        });
  }

  /** All parts of one file by its path without the ending and without the number of a part. */
  private Map<String, List<SourceFile>> groups(List<SourceFile> files) {
    Map<String, List<SourceFile>> groups = new LinkedHashMap<>();
    for (SourceFile file : files) {
      int ending = file.path().indexOf('.' + format, file.folder().length());
      String stem = ending <= 0 ? file.path() : file.path().substring(0, ending);
      Matcher part = PART.matcher(stem);
      groups
          .computeIfAbsent(part.matches() ? part.group(1) : stem, first -> new ArrayList<>())
          .add(file);
    }
    return groups;
  }

  private Optional<Draft> begin(
      String whole, SourceFile file, SourceFiles files, Drafts drafts, Sink sink) {
    String name = whole.substring(whole.lastIndexOf('/') + 1);
    String folder = file.folder();
    while (true) {
      Optional<RecordId> model =
          files
              .find(folder.isEmpty() ? "README.md" : folder + "/README.md")
              .map(page -> sink.identified(Kind.MODEL, page))
              .filter(models -> models.size() == 1)
              .map(List::getFirst);
      if (model.isPresent()) {
        String version = folder.isEmpty() ? whole : whole.substring(folder.length() + 1);
        return drafts.beginVersion(model.get(), version + '.' + format, name, file, 1);
      }
      if (folder.isEmpty()) {
        break;
      }
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }
    String inside = file.folder().substring(file.folder().lastIndexOf('/') + 1);
    String ofPlace = inside.isEmpty() ? sink.project() : inside;
    return drafts.begin(Kind.MODEL, NO_NAMES.contains(name) ? ofPlace : name, name, file, 1);
  }

  private void read(List<SourceFile> parts, Draft draft, Sink sink) {
    List<SourceFile> weights = parts.stream().filter(part -> part.endsWith('.' + format)).toList();
    Tensors tensors = new Tensors();
    boolean complete = true;
    long bytes = 0;
    for (SourceFile part : weights.isEmpty() ? parts : weights) {
      Optional<LargeFilePointer> pointer = LargeFilePointer.find(part);
      pointer.ifPresent(stands -> stand(stands, part, draft));
      complete &= pointer.isEmpty() && read(part, draft, tensors, sink);
      bytes += pointer.map(LargeFilePointer::size).orElse(part.size());
    }
    if (weights.isEmpty()) {
      return;
    }
    int missing = missing(weights);
    if (missing > 0) {
      draft.lose(1, missing + " parts of the weights are missing", Loss.VALUE);
    }
    draft.structural().sizeBytes(bytes);
    draft.structural().parameterCount(complete && missing == 0 ? tensors.elements() : null);
    if (!tensors.types().isEmpty()) {
      draft.hyperparameter("tensor types", tensors.types(), 1);
    }
  }

  private static int missing(List<SourceFile> weights) {
    Matcher part = PART.matcher(weights.getFirst().path().replaceFirst("\\.[^.]*$", ""));
    return part.matches() ? Integer.parseInt(part.group(2)) - weights.size() : 0;
  }

  private void stand(LargeFilePointer pointer, SourceFile part, Draft draft) {
    draft.artifact(() -> new Artifact(part.path(), pointer.digest(), format, pointer.size()));
    draft.lose(1, part.name() + " is a pointer of Git LFS, not the file itself", Loss.NOTHING);
  }

  /** Whether all of it could be read. */
  private boolean read(SourceFile part, Draft draft, Tensors tensors, Sink sink) {
    boolean complete = true;
    String digest = null;
    try (InputStream in = part.open()) {
      HeaderInput header = new HeaderInput(in, part.size(), maxHeader);
      try {
        reader.read(part, header, draft, tensors);
      } catch (ModeldexException | EOFException e) {
        complete = false;
        sink.report(new Problem(part.path(), null, String.valueOf(e.getMessage()), Loss.VALUE));
      }
      digest = header.digestOfFile();
    } catch (IOException e) {
      complete = false;
      sink.report(new Problem(part.path(), null, "cannot be read: " + e, Loss.VALUE));
    }
    String found = digest;
    draft.artifact(() -> new Artifact(part.path(), found, Draft.ending(part.name()), part.size()));
    return complete;
  }
}
