package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;

/** A form with files of text, as browsers send it. */
final class UploadForm {
  static final String MEDIA_TYPE = "multipart/form-data; boundary=x";

  private final StringBuilder parts = new StringBuilder();

  private UploadForm() {}

  /** A form without files. */
  static UploadForm of(String project) {
    UploadForm form = new UploadForm();
    form.parts.append("--x\r\nContent-Disposition: form-data; name=\"project\"\r\n\r\n");
    form.parts.append(project);
    return form;
  }

  UploadForm withFile(String name, String text) {
    parts.append("\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"");
    parts.append(name.replace("\"", "%22")).append("\"\r\n\r\n").append(text);
    return this;
  }

  /** With all files that are directly in a folder. */
  UploadForm withFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> plain = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : plain) {
        withFile(folder.getFileName() + "/" + file.getFileName(), Files.readString(file));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Body body() {
    return new Body(MEDIA_TYPE, parts + "\r\n--x--\r\n");
  }

  /** Uploads it; answers the address of the report. */
  String sentTo(TestNode server) {
    Answer answer = server.send("POST", "//import", body());
    assertThat(answer.status()).as(answer.text()).isEqualTo(303);
    return answer.header("Location");
  }
}
