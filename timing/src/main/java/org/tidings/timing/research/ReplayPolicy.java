package org.tidings.timing.research;

/** A way to choose the hour of each message in a replay. */
public enum ReplayPolicy {
    /** 09:00. */
    FIXED9("fixed9"),
    /** The best hour of other people. */
    POPULATION_BEST("populationBest"),
    /** Thompson sampling with a Beta(1, 1) of its own for each hour, as most products do it. */
    THOMPSON("thompson"),
    /** The empirical-Bayes normal model, greedy. */
    NORMAL_GREEDY("normalGreedy"),
    /** The empirical-Bayes normal model with an upper confidence bound of half a standard deviation. */
    NORMAL_UCB("normalUcb"),
    /** The empirical-Bayes normal model, drawn with a quarter of the standard deviation and a floor of 2 %. */
    NORMAL_THOMPSON("normalThompson"),
    /** The same model, greedy, after every message told about all hours of that day: what no policy can reach. */
    FULL_INFORMATION("fullInformation");

    private final String key;

    ReplayPolicy(String key) {
        this.key = key;
    }

    /** Returns the name in reports. */
    public String key() {
        return key;
    }
}
