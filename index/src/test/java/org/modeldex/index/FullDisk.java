package org.modeldex.index;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A directory that has no space from time to time. */
final class FullDisk extends FilterDirectory {
  private boolean full;

  FullDisk(Directory in) {
    super(in);
  }

  void fill() {
    full = true;
  }

  void free() {
    full = false;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    failIfFull();
    return super.createOutput(name, context);
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    failIfFull();
    return super.createTempOutput(prefix, suffix, context);
  }

  @Override
  public void sync(Collection<String> names) throws IOException {
    failIfFull();
    super.sync(names);
  }

  private void failIfFull() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }
}
