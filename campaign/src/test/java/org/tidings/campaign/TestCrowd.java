package org.tidings.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tidings.core.Channel;

/** Many readers of the test library, as chance has it. */
final class TestCrowd {
    private TestCrowd() {}

    static People of(Programme programme, Chance chance, int size) {
        TestPeople people = new TestPeople(programme);
        for (int i = 0; i < size; i++) {
            String id = "p" + i;
            int year = chance.between(1, 10) <= 3 ? chance.between(2018, 2029) : chance.between(1940, 2010);
            List<Object> values = new ArrayList<>();
            maybe(chance, values, "name", "N" + i);
            maybe(chance, values, "mobile", "+" + i);
            maybe(chance, values, "email", id + "@x.org");
            maybe(chance, values, "preferred", chance.between(0, 1) == 0 ? "email" : "sms");
            maybe(chance, values, "language", chance.between(0, 1) == 0 ? "de" : "fr");
            maybe(chance, values, "zone", chance.between(0, 1) == 0 ? "Asia/Tokyo" : "America/New_York");
            maybe(chance, values, "window", "evening");
            maybe(chance, values, "cardEnds", LocalDate.of(2030, 3, 10).plusDays(chance.between(0, 60)));
            if (chance.between(1, 10) == 1) {
                values.add("noMail");
                values.add(true);
            }
            people.reader(id, year + "-06-15", values.toArray());
            for (int loan = chance.between(0, 3); loan > 0; loan--) {
                people.loan(id, "2030-02-0" + loan);
            }
            consentsAndGuardians(people, id, size, chance);
        }
        return people.build();
    }

    /** Lets a person consent to some channels, and have up to two guardians among a number of people. */
    static void consentsAndGuardians(TestPeople people, String id, int size, Chance chance) {
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL)) {
            if (chance.between(0, 2) > 0) {
                people.grants(id, channel);
            }
        }
        for (int guardian = chance.between(0, 2); guardian > 0; guardian--) {
            people.guardian(id, "p" + chance.between(0, size), guardian);
        }
    }

    private static void maybe(Chance chance, List<Object> values, String name, Object value) {
        if (chance.between(0, 1) == 1) {
            values.add(name);
            values.add(value);
        }
    }

    /** Whole numbers between two bounds, both included. */
    interface Chance {
        int between(int from, int to);
    }

    /** Chance from a seed. */
    static final class Seeded implements Chance {
        private final Random random;

        Seeded(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public int between(int from, int to) {
            return from + random.nextInt(to - from + 1);
        }
    }
}
