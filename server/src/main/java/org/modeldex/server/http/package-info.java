/**
 * How Modeldex speaks HTTP: everything that is the same for all protocols.
 *
 * <p>{@link org.modeldex.server.http.HttpServer} listens. A request passes {@link
 * org.modeldex.server.http.RequestGuard} (request id, security headers, host check, bounds on its
 * body) and then the one route that {@link org.modeldex.server.http.RouteRegistrar} holds for it,
 * which asks for a permission before the handler runs. Whatever goes wrong becomes a {@link
 * org.modeldex.server.http.Problem}. {@link org.modeldex.server.http.AccessLog} and {@link
 * org.modeldex.server.http.HttpMetrics} see every answer, also those that no route gave.
 */
@NullMarked
package org.modeldex.server.http;

import org.jspecify.annotations.NullMarked;
