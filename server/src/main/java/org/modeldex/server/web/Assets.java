package org.modeldex.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.RouteRegistrar;

/**
 * The styles, scripts and pictures of the pages, from the class path. Their addresses carry a hash
 * of their content, so a browser may keep them for ever. Immutable; safe for all threads.
 */
final class Assets {
  private static final List<String> NAMES =
      List.of(
          "modeldex.css", "modeldex.js", "suggestions.js", "curves.js", "icon.svg", "htmx.min.js");

  private final Map<String, Asset> byFileName = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();

  private static final class Asset {
    private final byte[] content;
    private final String mediaType;

    Asset(byte[] content, String mediaType) {
      this.content = content;
      this.mediaType = mediaType;
    }
  }

  Assets() {
    for (String name : NAMES) {
      byte[] content = read(name);
      int dot = name.lastIndexOf('.');
      String fileName = name.substring(0, dot) + '-' + hash(content) + name.substring(dot);
      byFileName.put(fileName, new Asset(content, mediaType(name)));
      addresses.put(name, "/assets/" + fileName);
    }
  }

  void register(RouteRegistrar routes) {
    routes.get("/assets/{file}", Permission.PROBE, this::get);
  }

  /** Where the asset is served. */
  String address(String name) {
    String address = addresses.get(name);
    if (address == null) {
      throw new IllegalArgumentException("there is no asset " + name);
    }
    return address;
  }

  private void get(Principal principal, Context request) {
    Asset asset = byFileName.get(request.pathParam("file"));
    if (asset == null) {
      throw new ModeldexException(ErrorCode.NOT_FOUND, "there is nothing at this address");
    }
    request
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .contentType(asset.mediaType)
        .result(asset.content);
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("web/" + name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String mediaType(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("no media type is known for " + name);
    };
  }
}
