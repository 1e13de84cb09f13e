package org.tidings.timing.research;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What messages changed: the share of people who did what a message is about among those who got it, less the share among
 * those who were kept out by chance (a holdout of {@code Experiment}), stratum by stratum and over all strata.
 *
 * <p>Strata matter wherever chance did not divide each of them alike, and to see where messages help: such as by the lead
 * time before the deadline ({@link LeadTimes}). Each person counts once, with the group that chance put it in, whether or
 * not the message arrived.
 *
 * <p>Within a stratum the interval is Newcombe's hybrid of two score intervals (Statistics in Medicine 17, 1998, 873-890,
 * method 10), which holds for small shares and small groups. Over all strata the difference is that of Mantel and Haenszel
 * with the variance of Sato, Greenland and Robins (Biometrics 45, 1989, 1323-1324), which holds for few large strata and for
 * many small ones.
 *
 * <p>Collects counts; owned by one thread.
 */
public final class Uplift {
    /** People of each group below which nothing is said about a stratum. */
    public static final int DEFAULT_FLOOR = 30;

    /** 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private final int floor;

    private Uplift(List<String> strata, int floor) {
        strata.forEach(stratum -> counts.put(stratum, new long[4]));
        this.floor = floor;
    }

    /** Returns counts of nobody; strata are reported in the order given, others after them as they come. */
    public static Uplift over(List<String> strata) {
        return new Uplift(strata, DEFAULT_FLOOR);
    }

    /**
     * Returns counts of nobody with another floor.
     *
     * @param people people of each group below which nothing is said about a stratum, at least 1
     * @throws IllegalArgumentException if it is below that
     */
    public static Uplift over(List<String> strata, int people) {
        if (people < 1) {
            throw new IllegalArgumentException("a floor of " + people + " people is not at least 1");
        }
        return new Uplift(strata, people);
    }

    /**
     * Counts a person.
     *
     * @param treated whether chance put the person among those who get the message; otherwise the person was held out
     * @param responded whether the person did what the message is about, with or without it
     */
    public Uplift add(String stratum, boolean treated, boolean responded) {
        return add(stratum, treated, 1, responded ? 1 : 0);
    }

    /**
     * Counts people.
     *
     * @throws IllegalArgumentException if a number is negative or more people responded than there are
     */
    public Uplift add(String stratum, boolean treated, long people, long responses) {
        if (people < 0 || responses < 0 || responses > people) {
            throw new IllegalArgumentException(responses + " responses of " + people + " people");
        }
        long[] count = counts.computeIfAbsent(stratum, name -> new long[4]);
        count[treated ? 0 : 2] += people;
        count[treated ? 1 : 3] += responses;
        return this;
    }

    /** Returns what was found so far; more may be counted afterwards. */
    public UpliftReport report() {
        List<UpliftReport.Stratum> strata = new ArrayList<>();
        double difference = 0;
        double weights = 0;
        double variance1 = 0;
        double variance2 = 0;
        long treated = 0;
        long held = 0;
        for (Map.Entry<String, long[]> entry : counts.entrySet()) {
            long[] count = entry.getValue();
            strata.add(stratum(entry.getKey(), count));
            if (count[0] == 0 || count[2] == 0) {
                continue;
            }
            treated += count[0];
            held += count[2];
            double all = (double) count[0] + count[2];
            double n1 = count[0] / all;
            double n0 = count[2] / all;
            double yes1 = count[1];
            double yes0 = count[3];
            difference += yes1 * n0 - yes0 * n1;
            weights += n1 * count[2];
            variance1 += yes0 * n1 * n1 - yes1 * n0 * n0 + n1 * n0 * (count[2] - count[0]) / 2;
            variance2 += yes1 * (count[2] - yes0) / all + yes0 * (count[0] - yes1) / all;
        }
        if (Math.min(treated, held) < floor) {
            return new UpliftReport(strata, treated, held, Optional.empty(), Optional.of(refusal(treated, held)));
        }
        double value = difference / weights;
        double deviation = Math.sqrt(Math.max(0, value * variance1 + variance2 / 2)) / weights;
        Estimate overall = new Estimate(value, Math.max(-1, value - Z * deviation), Math.min(1, value + Z * deviation));
        return new UpliftReport(strata, treated, held, Optional.of(overall), Optional.empty());
    }

    private UpliftReport.Stratum stratum(String name, long[] count) {
        if (Math.min(count[0], count[2]) < floor) {
            return new UpliftReport.Stratum(
                    name, count[0], count[2], Optional.empty(), Optional.of(refusal(count[0], count[2])));
        }
        return new UpliftReport.Stratum(
                name,
                count[0],
                count[2],
                Optional.of(new UpliftReport.Effect(
                        share(count[1], count[0]),
                        share(count[3], count[2]),
                        difference(count[1], count[0], count[3], count[2]))),
                Optional.empty());
    }

    private String refusal(long treated, long held) {
        return String.format(
                Locale.ROOT,
                "%,d people with the message and %,d without; %,d of each are needed: wait for more, or join strata",
                treated,
                held,
                floor);
    }

    /** The difference of two independent shares with Newcombe's interval. */
    private static Estimate difference(long yes1, long n1, long yes0, long n0) {
        double p1 = share(yes1, n1);
        double p0 = share(yes0, n0);
        double down = Math.hypot(p1 - score(p1, n1, -Z), score(p0, n0, Z) - p0);
        double up = Math.hypot(score(p1, n1, Z) - p1, p0 - score(p0, n0, -Z));
        return new Estimate(p1 - p0, p1 - p0 - down, p1 - p0 + up);
    }

    /** One end of Wilson's score interval (1927). */
    private static double score(double share, long people, double z) {
        double square = z * z / people;
        double middle = share + square / 2;
        return (middle + z * Math.sqrt(share * (1 - share) / people + square / people / 4)) / (1 + square);
    }

    private static double share(long part, long whole) {
        return (double) part / whole;
    }
}
