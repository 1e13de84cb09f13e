package org.tidings.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Knows the version of the program. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"tidings " + number(), "Java " + System.getProperty("java.version")};
    }

    /** Returns the version that the build wrote beside this class. */
    static String number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "(not built by Maven)");
    }
}
