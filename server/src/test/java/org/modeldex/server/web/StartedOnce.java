package org.modeldex.server.web;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests what takes long to start: one browser and one sample server for all classes. */
final class StartedOnce implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(StartedOnce.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Browser.class || type == SampleServer.class;
  }

  /** The store closes what it holds when all tests are done. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(type, t -> t == Browser.class ? new Browser() : new SampleServer());
  }
}
