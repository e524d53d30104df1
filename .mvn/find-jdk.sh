# Sets MODELDEX_JDK to the home of a Java of version 21 or newer, or leaves it empty.
# Sourced by ./mvnw and ./modeldex; POSIX sh. Order: MODELDEX_JAVA_HOME, JAVA_HOME, the one on the
# PATH, then the newest one in the places where distributions and version managers keep them.
# Whoever sources it sets modeldex_tool: javac where a compiler is needed, java where running will do.
# MODELDEX_JDK_FOLDER names the one folder of JDKs to look in instead of the usual places.
MODELDEX_JDK=
modeldex_jdk_version() { # home -> major version, 0 when it lacks the tool
  if [ ! -x "$1/bin/$modeldex_tool" ]; then
    echo 0
  elif [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p'
  fi
}
modeldex_take_newest() { # homes...
  modeldex_newest=20
  for modeldex_home in "$@"; do
    modeldex_version=$(modeldex_jdk_version "$modeldex_home")
    if [ "${modeldex_version:-0}" -gt "$modeldex_newest" ]; then
      modeldex_newest=$modeldex_version
      MODELDEX_JDK=$modeldex_home
    fi
  done
}
modeldex_on_path=$(command -v "$modeldex_tool" 2>/dev/null || true)
if [ -n "$modeldex_on_path" ]; then
  modeldex_on_path=$(dirname "$(dirname "$(readlink -f "$modeldex_on_path")")")
fi
for modeldex_home in "${MODELDEX_JAVA_HOME:-}" "${JAVA_HOME:-}" "$modeldex_on_path"; do
  if [ -n "$modeldex_home" ]; then
    modeldex_version=$(modeldex_jdk_version "$modeldex_home")
    if [ "${modeldex_version:-0}" -ge 21 ]; then
      MODELDEX_JDK=$modeldex_home
      break
    fi
  fi
done
if [ -z "$MODELDEX_JDK" ]; then
  if [ -n "${MODELDEX_JDK_FOLDER:-}" ]; then
    modeldex_take_newest "$MODELDEX_JDK_FOLDER"/*
  else
    modeldex_take_newest /usr/lib/jvm/* /opt/java/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
      "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home
  fi
fi
if [ -n "$MODELDEX_JDK" ] && [ -n "${MODELDEX_JAVA_HOME:-}" ] && [ "$MODELDEX_JDK" != "$MODELDEX_JAVA_HOME" ]; then
  echo "modeldex: MODELDEX_JAVA_HOME names $MODELDEX_JAVA_HOME, which has no $modeldex_tool of version 21 or newer;" \
    "using $MODELDEX_JDK." >&2
fi
