# Sets MODELDEX_JDK to the home of a JDK of version 21 or newer, or leaves it empty.
# Sourced by ./mvnw and ./modeldex; POSIX sh. Order: MODELDEX_JAVA_HOME, JAVA_HOME, the java on the
# PATH, then the newest one in the places where distributions and version managers keep them.
MODELDEX_JDK=
modeldex_jdk_version() { # home -> major version, 0 when it holds no JDK with a compiler
  if [ -x "$1/bin/javac" ] && [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    echo 0
  fi
}
modeldex_java_on_path=$(command -v javac 2>/dev/null || true)
if [ -n "$modeldex_java_on_path" ]; then
  modeldex_java_on_path=$(dirname "$(dirname "$(readlink -f "$modeldex_java_on_path")")")
fi
for modeldex_home in "${MODELDEX_JAVA_HOME:-}" "${JAVA_HOME:-}" "$modeldex_java_on_path"; do
  if [ -n "$modeldex_home" ] && [ "$(modeldex_jdk_version "$modeldex_home")" -ge 21 ]; then
    MODELDEX_JDK=$modeldex_home
    break
  fi
done
if [ -z "$MODELDEX_JDK" ]; then
  modeldex_newest=20
  for modeldex_home in /usr/lib/jvm/* /opt/java/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    modeldex_version=$(modeldex_jdk_version "$modeldex_home")
    if [ "${modeldex_version:-0}" -gt "$modeldex_newest" ]; then
      modeldex_newest=$modeldex_version
      MODELDEX_JDK=$modeldex_home
    fi
  done
fi
