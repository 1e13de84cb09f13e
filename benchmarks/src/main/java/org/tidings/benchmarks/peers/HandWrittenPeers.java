package org.tidings.benchmarks.peers;

import java.util.Map;
import java.util.Set;
import org.tidings.core.internal.SlotProfile;

/** The rule as an engineer writes it in Java, for three forms of a person. */
final class HandWrittenPeers {
    private static final Set<String> TOWNS = Set.of("Boston", "Worcester", "Cambridge", "Lowell");

    private HandWrittenPeers() {}

    static RulePeer onSlots() {
        return new OnSlots();
    }

    static RulePeer onBean() {
        return new OnBean();
    }

    static RulePeer onMap() {
        return new OnMap();
    }

    private static final class OnSlots implements RulePeer {
        // Constants for the JIT compiler, as numbers in the source would be.
        private static final int AGE = index("age");
        private static final int INCOME = index("income");
        private static final int CITY = index("city");
        private static final int DOSES = index("doses");
        private static final int MEMBER = index("member");
        private static final int LANGUAGE = index("language");
        private static final int CHANNEL = index("channel");
        private static final int RISK = index("risk");
        private static final int AGE_SLOT = slot("age");
        private static final int INCOME_SLOT = slot("income");
        private static final int CITY_SLOT = slot("city");
        private static final int DOSES_SLOT = slot("doses");
        private static final int MEMBER_SLOT = slot("member");
        private static final int LANGUAGE_SLOT = slot("language");
        private static final int CHANNEL_SLOT = slot("channel");
        private static final int RISK_SLOT = slot("risk");

        private static int index(String name) {
            return TidingsPeers.attribute(name).index();
        }

        private static int slot(String name) {
            return TidingsPeers.attribute(name).slot();
        }

        @Override
        public Object encode(RulePerson person) {
            return TidingsPeers.profile(person);
        }

        @Override
        public boolean matches(Object encoded) {
            SlotProfile person = (SlotProfile) encoded;
            return person.isPresent(AGE_SLOT)
                    && person.primitive(AGE) >= 65
                    && person.isPresent(INCOME_SLOT)
                    && Double.longBitsToDouble(person.primitive(INCOME)) < 45_000
                    && person.isPresent(CITY_SLOT)
                    && TOWNS.contains(person.text(CITY))
                    && person.isPresent(DOSES_SLOT)
                    && person.primitive(DOSES) < 2
                    && person.isPresent(MEMBER_SLOT)
                    && person.primitive(MEMBER) != 0
                    && person.isPresent(LANGUAGE_SLOT)
                    && !person.text(LANGUAGE).equals("fr")
                    && ((person.isPresent(CHANNEL_SLOT) && person.text(CHANNEL).equals("sms"))
                            || (person.isPresent(RISK_SLOT) && person.primitive(RISK) >= 50));
        }
    }

    private static final class OnBean implements RulePeer {
        @Override
        public Object encode(RulePerson person) {
            return person;
        }

        @Override
        public boolean matches(Object encoded) {
            RulePerson person = (RulePerson) encoded;
            Double income = person.getIncome();
            return person.getAge() >= 65
                    && income != null
                    && income < 45_000
                    && TOWNS.contains(person.getCity())
                    && person.getDoses() < 2
                    && person.isMember()
                    && !person.getLanguage().equals("fr")
                    && ("sms".equals(person.getChannel()) || person.getRisk() >= 50);
        }
    }

    private static final class OnMap implements RulePeer {
        @Override
        public Object encode(RulePerson person) {
            return person.toMap();
        }

        @Override
        public boolean matches(Object encoded) {
            Map<?, ?> person = (Map<?, ?>) encoded;
            return person.get("age") instanceof Integer age
                    && age >= 65
                    && person.get("income") instanceof Double income
                    && income < 45_000
                    && person.get("city") instanceof String city
                    && TOWNS.contains(city)
                    && person.get("doses") instanceof Integer doses
                    && doses < 2
                    && person.get("member") instanceof Boolean member
                    && member
                    && person.get("language") instanceof String language
                    && !language.equals("fr")
                    && ("sms".equals(person.get("channel"))
                            || (person.get("risk") instanceof Integer risk && risk >= 50));
        }
    }
}
