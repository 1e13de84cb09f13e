package org.tidings.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * JSON Lines in which every line ends with a hash over itself and the line before, so that a changed, missing or moved
 * line shows.
 *
 * <p>The last member of each line is {@code "hash"}: SHA-256, in hexadecimal digits, over the hash of the line before (64
 * zeros for the first), a line feed, and the line without that member. A lost end shows only to somebody who kept the
 * last hash elsewhere; the summary of a run holds it.
 */
public final class RecordChain {
    private static final String FIRST = "0".repeat(64);
    private static final String MEMBER = ",\"hash\":\"";
    private static final String END = "\"}";

    private final Writer out;
    private String last = FIRST;

    RecordChain(Writer out) {
        this.out = out;
    }

    /** Writes an object as the next line. */
    void add(String object) {
        last = Digests.sha256(last + "\n" + object);
        try {
            out.write(object, 0, object.length() - 1);
            out.write(MEMBER);
            out.write(last);
            out.write(END);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the hash of the last line; 64 zeros where there is none. */
    String last() {
        return last;
    }

    /** Returns the 1-based number of the first line that does not fit the one before it, or nothing if all fit. */
    public static OptionalLong firstBroken(Stream<String> lines) {
        String previous = FIRST;
        long number = 0;
        for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
            String line = each.next();
            number++;
            int member = line.lastIndexOf(MEMBER);
            if (member < 0 || line.length() != member + MEMBER.length() + FIRST.length() + END.length()) {
                return OptionalLong.of(number);
            }
            String hash = line.substring(member + MEMBER.length(), line.length() - END.length());
            if (!hash.equals(Digests.sha256(previous + "\n" + line.substring(0, member) + "}"))) {
                return OptionalLong.of(number);
            }
            previous = hash;
        }
        return OptionalLong.empty();
    }
}
