package org.tidings.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts system properties back as they were before a test. */
final class SystemProperties {
    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    SystemProperties(String... names) {
        for (String name : names) {
            before.put(name, System.getProperty(name));
        }
    }

    void clear() {
        before.keySet().forEach(System::clearProperty);
    }

    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
