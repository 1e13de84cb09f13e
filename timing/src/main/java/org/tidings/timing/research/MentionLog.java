package org.tidings.timing.research;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages to people that really happened, and when each person next did something: notification and response. Immutable.
 */
public final class MentionLog {
    private final String[] persons;
    private final long[] seconds;
    private final long[] silences;
    private final long[] responses;

    private MentionLog(String[] persons, long[] seconds, long[] silences, long[] responses) {
        this.persons = persons;
        this.seconds = seconds;
        this.silences = silences;
        this.responses = responses;
    }

    /** Returns a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the number of mentions. */
    public int size() {
        return persons.length;
    }

    String person(int mention) {
        return persons[mention];
    }

    long second(int mention) {
        return seconds[mention];
    }

    /** Returns for how many seconds the person had been silent, or a negative number if that is unknown. */
    long silence(int mention) {
        return silences[mention];
    }

    /** Returns after how many seconds the person did something, or a negative number if never. */
    long response(int mention) {
        return responses[mention];
    }

    /** Collects mentions; owned by one thread. */
    public static final class Builder {
        private final Map<String, String> names = new HashMap<>();
        private String[] persons = new String[1024];
        private long[] seconds = new long[1024];
        private long[] silences = new long[1024];
        private long[] responses = new long[1024];
        private int count;

        private Builder() {}

        /**
         * Adds a mention.
         *
         * @param epochSecond seconds since 1970-01-01T00:00Z, to the end of the year 9999 and as far back
         * @param silenceSeconds since the person's activity before it; negative if unknown
         * @param responseSeconds until the person's next activity; negative if there was none
         * @throws IllegalArgumentException if the second is out of its range
         */
        public Builder add(String person, long epochSecond, long silenceSeconds, long responseSeconds) {
            ActivityLog.Builder.requireSeconds(epochSecond);
            if (count == persons.length) {
                int more = count * 2;
                persons = Arrays.copyOf(persons, more);
                seconds = Arrays.copyOf(seconds, more);
                silences = Arrays.copyOf(silences, more);
                responses = Arrays.copyOf(responses, more);
            }
            persons[count] = names.computeIfAbsent(person, name -> name);
            seconds[count] = epochSecond;
            silences[count] = silenceSeconds;
            responses[count++] = responseSeconds;
            return this;
        }

        /** Returns the log of what was added, in the order of adding. */
        public MentionLog build() {
            return new MentionLog(
                    Arrays.copyOf(persons, count),
                    Arrays.copyOf(seconds, count),
                    Arrays.copyOf(silences, count),
                    Arrays.copyOf(responses, count));
        }
    }
}
