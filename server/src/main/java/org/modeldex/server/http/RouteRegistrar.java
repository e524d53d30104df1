package org.modeldex.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.slf4j.MDC;

/**
 * The one place where routes are registered. Each names the permission it asks for, and nothing of
 * a request is parsed before that permission was found to be held.
 */
public final class RouteRegistrar {
  static final String ROUTE_ATTRIBUTE = "org.modeldex.route";

  private final Function<Context, Principal> authentication;
  private final List<Route> routes = new ArrayList<>();
  private final Map<String, ProblemAnswer> problemAnswers = new LinkedHashMap<>();
  private @Nullable ProblemPage problemPage;
  private Runnable arrival = () -> {};

  /**
   * A registrar without routes.
   *
   * @param authentication who sent a request; fails with UNAUTHENTICATED
   */
  public RouteRegistrar(Function<Context, Principal> authentication) {
    this.authentication = authentication;
  }

  public void get(String path, Permission permission, RouteHandler handler) {
    get(path, permission, RequestBody.NONE, handler);
  }

  public void get(String path, Permission permission, RequestBody body, RouteHandler handler) {
    routes.add(new Route(Route.Method.GET, path, permission, body, handler));
  }

  public void put(String path, Permission permission, RequestBody body, RouteHandler handler) {
    routes.add(new Route(Route.Method.PUT, path, permission, body, handler));
  }

  public void post(String path, Permission permission, RequestBody body, RouteHandler handler) {
    routes.add(new Route(Route.Method.POST, path, permission, body, handler));
  }

  public void patch(String path, Permission permission, RequestBody body, RouteHandler handler) {
    routes.add(new Route(Route.Method.PATCH, path, permission, body, handler));
  }

  public void delete(String path, Permission permission, RouteHandler handler) {
    delete(path, permission, RequestBody.NONE, handler);
  }

  public void delete(String path, Permission permission, RequestBody body, RouteHandler handler) {
    routes.add(new Route(Route.Method.DELETE, path, permission, body, handler));
  }

  /** Lets this be run at the beginning of each request to a route. */
  public void onRequest(Runnable listener) {
    arrival = listener;
  }

  /** Lets problems be shown to people by this page; without one they are JSON for everybody. */
  public void showProblems(ProblemPage page) {
    problemPage = page;
  }

  @Nullable ProblemPage problemPage() {
    return problemPage;
  }

  /** Lets problems of all addresses that begin so be answered in a protocol's own form. */
  public void answerProblems(String prefix, ProblemAnswer answer) {
    problemAnswers.put(prefix, answer);
  }

  @Nullable ProblemAnswer problemAnswer(String path) {
    for (Map.Entry<String, ProblemAnswer> own : problemAnswers.entrySet()) {
      if (path.startsWith(own.getKey())) {
        return own.getValue();
      }
    }
    return null;
  }

  /** Whether address and method of a request are those of a route. */
  public static boolean isRouted(Context request) {
    return request.attribute(ROUTE_ATTRIBUTE) != null;
  }

  /** All routes, in the order of their registration. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }

  void registerWith(RoutesConfig config, HttpLimits limits) {
    for (Route route : routes) {
      config.addHttpHandler(
          HandlerType.findOrCreate(route.method().name()),
          route.path(),
          request -> handle(route, request, limits));
      if (route.method() == Route.Method.GET) {
        config.addHttpHandler(
            HandlerType.HEAD, route.path(), request -> handle(route, request, limits));
      }
    }
  }

  private void handle(Route route, Context request, HttpLimits limits) throws IOException {
    arrival.run();
    request.attribute(ROUTE_ATTRIBUTE, route.path());
    MDC.put(RequestIds.HEADER, request.res().getHeader(RequestIds.HEADER));
    try {
      if (route.method() != Route.Method.GET) {
        SameOrigin.check(request);
      }
      Principal principal = authentication.apply(request);
      principal.require(route.permission());
      QueryParameters.requireReadable(request);
      check(route.body(), request, limits);
      route.handler().handle(principal, request);
    } finally {
      MDC.remove(RequestIds.HEADER);
    }
  }

  private static void check(RequestBody body, Context request, HttpLimits limits)
      throws IOException {
    long maxBytes =
        switch (body.size()) {
          case NOTHING -> 0;
          case DOCUMENT -> limits.documentBytes();
          case STREAM -> limits.streamBytes();
          case UPLOAD -> limits.uploadBytes();
        };
    BoundedRequest.of(request::attribute).allow(maxBytes, body.size() == RequestBody.Size.DOCUMENT);
    long length = request.req().getContentLengthLong();
    if (length > maxBytes) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE,
          maxBytes == 0
              ? "this call takes no body"
              : "the body has " + length + " bytes, more than " + maxBytes);
    }
    if (body.size() != RequestBody.Size.NOTHING) {
      checkMediaType(body, request.contentType());
      checkEncoding(request.header("Content-Encoding"));
    }
  }

  private static void checkMediaType(RequestBody body, @Nullable String contentType) {
    String mediaType =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!body.mediaTypes().isEmpty() && !body.mediaTypes().contains(mediaType)) {
      throw new UnsupportedMediaTypeResponse(
          "the Content-Type must be "
              + body.mediaTypes().stream().collect(Collectors.joining(" or "))
              + (mediaType.isEmpty() ? " but is missing" : " but is " + mediaType));
    }
  }

  private static void checkEncoding(@Nullable String encoding) {
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new UnsupportedMediaTypeResponse("bodies are taken without Content-Encoding only");
    }
  }
}
