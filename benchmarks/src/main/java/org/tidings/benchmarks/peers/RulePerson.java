package org.tidings.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * A person as a Java bean, which most engines read best. Income and channel are not known of everybody.
 *
 * <p>Most people pass each single predicate, so that an engine has to look at most of them, and about a third of all pass
 * the rule; texts are objects of their own, as they are when they come from a file.
 */
public final class RulePerson {
    private static final List<String> TOWNS = List.of("Boston", "Worcester", "Cambridge", "Lowell", "Salem");

    private final int age;
    private final @Nullable Double income;
    private final String city;
    private final int doses;
    private final boolean member;
    private final String language;
    private final @Nullable String channel;
    private final int risk;

    private RulePerson(RandomGenerator random) {
        this.age = random.nextInt(60, 96);
        this.income = random.nextInt(20) == 0 ? null : (double) random.nextInt(12_000, 48_000);
        this.city = fresh(TOWNS.get(random.nextInt(20) < 17 ? random.nextInt(4) : 4));
        this.doses = random.nextInt(20) < 17 ? random.nextInt(2) : 2;
        this.member = random.nextInt(10) != 0;
        this.language = fresh(random.nextInt(10) == 0 ? "fr" : random.nextInt(4) == 0 ? "es" : "en");
        int way = random.nextInt(20);
        this.channel = way < 10 ? fresh("sms") : way < 17 ? fresh("email") : null;
        this.risk = random.nextInt(100);
    }

    private static String fresh(String text) {
        return String.copyValueOf(text.toCharArray());
    }

    /** Returns people made from a seed. */
    public static List<RulePerson> several(int count, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<RulePerson> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(new RulePerson(random));
        }
        return people;
    }

    /** Returns the age in years. */
    public int getAge() {
        return age;
    }

    /** Returns the income a year, or null where it is not known. */
    public @Nullable Double getIncome() {
        return income;
    }

    /** Returns the town. */
    public String getCity() {
        return city;
    }

    /** Returns how many doses the person has had. */
    public int getDoses() {
        return doses;
    }

    /** Returns whether the person is a member. */
    public boolean isMember() {
        return member;
    }

    /** Returns the language. */
    public String getLanguage() {
        return language;
    }

    /** Returns the channel that the person prefers, or null where it is not known. */
    public @Nullable String getChannel() {
        return channel;
    }

    /** Returns a score from 0 to 99. */
    public int getRisk() {
        return risk;
    }

    /** Returns the known values by name. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("age", age);
        map.put("city", city);
        map.put("doses", doses);
        map.put("member", member);
        map.put("language", language);
        map.put("risk", risk);
        if (income != null) {
            map.put("income", income);
        }
        if (channel != null) {
            map.put("channel", channel);
        }
        return map;
    }
}
