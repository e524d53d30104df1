package org.modeldex.server.http;

import org.modeldex.access.Permission;

/**
 * One thing that can be asked over HTTP.
 *
 * @param path template with {@code {parameters}}
 * @param permission what the caller must hold
 */
public record Route(
    Method method, String path, Permission permission, RequestBody body, RouteHandler handler) {

  /** The methods in use. Every GET answers HEAD as well. */
  public enum Method {
    GET,
    PUT,
    POST,
    PATCH,
    DELETE
  }
}
