package org.tidings.benchmarks.segmentation;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A person of {@link ManyRules} as a Java bean, which Drools reads best. What is not known is null; dates are days. */
public final class ManyPerson {
    private final @Nullable String city;
    private final @Nullable String county;
    private final @Nullable String language;
    private final @Nullable String plan;
    private final @Nullable String channel;
    private final @Nullable String status;
    private final @Nullable Long children;
    private final @Nullable Long household;
    private final @Nullable Long visits;
    private final @Nullable Long income;
    private final @Nullable Long score;
    private final @Nullable Boolean member;
    private final @Nullable Boolean blocked;
    private final @Nullable Boolean insured;
    private final @Nullable Boolean owner;
    private final @Nullable Long birthDate;
    private final @Nullable Long signedUp;
    private final @Nullable Long lastVisit;
    private final @Nullable Long renewal;
    private final @Nullable Set<?> programmes;

    ManyPerson(Map<String, Object> values) {
        city = (String) values.get("city");
        county = (String) values.get("county");
        language = (String) values.get("language");
        plan = (String) values.get("plan");
        channel = (String) values.get("channel");
        status = (String) values.get("status");
        children = (Long) values.get("children");
        household = (Long) values.get("household");
        visits = (Long) values.get("visits");
        income = (Long) values.get("income");
        score = (Long) values.get("score");
        member = (Boolean) values.get("member");
        blocked = (Boolean) values.get("blocked");
        insured = (Boolean) values.get("insured");
        owner = (Boolean) values.get("owner");
        birthDate = day(values, "birthDate");
        signedUp = day(values, "signedUp");
        lastVisit = day(values, "lastVisit");
        renewal = day(values, "renewal");
        programmes = (Set<?>) values.get("programmes");
    }

    private static @Nullable Long day(Map<String, Object> values, String name) {
        LocalDate date = (LocalDate) values.get(name);
        return date == null ? null : (Long) date.toEpochDay();
    }

    /** Returns the value of {@code city}. */
    public @Nullable String getCity() {
        return city;
    }

    /** Returns the value of {@code county}. */
    public @Nullable String getCounty() {
        return county;
    }

    /** Returns the value of {@code language}. */
    public @Nullable String getLanguage() {
        return language;
    }

    /** Returns the value of {@code plan}. */
    public @Nullable String getPlan() {
        return plan;
    }

    /** Returns the value of {@code channel}. */
    public @Nullable String getChannel() {
        return channel;
    }

    /** Returns the value of {@code status}. */
    public @Nullable String getStatus() {
        return status;
    }

    /** Returns the value of {@code children}. */
    public @Nullable Long getChildren() {
        return children;
    }

    /** Returns the value of {@code household}. */
    public @Nullable Long getHousehold() {
        return household;
    }

    /** Returns the value of {@code visits}. */
    public @Nullable Long getVisits() {
        return visits;
    }

    /** Returns the value of {@code income}. */
    public @Nullable Long getIncome() {
        return income;
    }

    /** Returns the value of {@code score}. */
    public @Nullable Long getScore() {
        return score;
    }

    /** Returns the value of {@code member}. */
    public @Nullable Boolean getMember() {
        return member;
    }

    /** Returns the value of {@code blocked}. */
    public @Nullable Boolean getBlocked() {
        return blocked;
    }

    /** Returns the value of {@code insured}. */
    public @Nullable Boolean getInsured() {
        return insured;
    }

    /** Returns the value of {@code owner}. */
    public @Nullable Boolean getOwner() {
        return owner;
    }

    /** Returns the value of {@code birthDate}. */
    public @Nullable Long getBirthDate() {
        return birthDate;
    }

    /** Returns the value of {@code signedUp}. */
    public @Nullable Long getSignedUp() {
        return signedUp;
    }

    /** Returns the value of {@code lastVisit}. */
    public @Nullable Long getLastVisit() {
        return lastVisit;
    }

    /** Returns the value of {@code renewal}. */
    public @Nullable Long getRenewal() {
        return renewal;
    }

    /** Returns the value of {@code programmes}. */
    public @Nullable Set<?> getProgrammes() {
        return programmes;
    }
}
