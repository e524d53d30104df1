slot ./mvnw -q -o -B -ntp -Dspotless.check.skip=true -DskipTests -pl "$1" -am test-compile 2>&1 | grep -E "ERROR.*java|warning|error:" | head -30
