package org.modeldex.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request passes before anything else: it gets an id, its answer the security headers,
 * its Host header is checked and its body bounded.
 */
final class RequestGuard extends Handler.Wrapper {
  private final AllowedHosts hosts;
  private final HttpLimits limits;
  private final BodyRoom room;

  RequestGuard(AllowedHosts hosts, HttpLimits limits) {
    this.hosts = hosts;
    this.limits = limits;
    this.room = new BodyRoom(limits.roomBytes());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    BoundedRequest bounded = new BoundedRequest(request, limits, room);
    Callback answered =
        Callback.from(
            bounded::giveRoomBack,
            Callback.from(() -> bounded.throwAwayRest(callback), callback::failed));
    response.getHeaders().put(RequestIds.HEADER, RequestIds.of(bounded));
    SecurityHeaders.putInto(response.getHeaders());
    // What a cache between keeps compressed is not for those who cannot read it.
    response.getHeaders().put(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
    String host = Request.getServerName(bounded);
    if (host == null || !hosts.contains(host)) {
      Response.writeError(
          bounded,
          response,
          answered,
          HttpStatus.MISDIRECTED_REQUEST_421,
          "this server does not answer to the name "
              + host
              + "; start it with --allow-host to change that");
      return true;
    }
    return super.handle(bounded, response, answered);
  }
}
