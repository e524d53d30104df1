package org.modeldex.server.web;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Answers with pages. Each is complete before its first byte is sent. */
final class Html {
  static final String MEDIA_TYPE = "text/html; charset=utf-8";

  private Html() {}

  /** A template with what it shows. */
  @FunctionalInterface
  interface Template {
    void render(HtmlTemplateOutput out, HtmlInterceptor interceptor);
  }

  /** Leaves the templates' output as it is. */
  private static final HtmlInterceptor NONE =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput out) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput out) {}
      };

  static void send(Context request, int status, Template template) {
    request
        .status(status)
        .header("Cache-Control", "no-cache")
        .contentType(MEDIA_TYPE)
        .result(bytes(template));
  }

  static byte[] bytes(Template template) {
    Utf8ByteOutput utf8 = new Utf8ByteOutput();
    template.render(new OwaspHtmlTemplateOutput(utf8), NONE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(utf8.getContentLength());
    try {
      utf8.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
