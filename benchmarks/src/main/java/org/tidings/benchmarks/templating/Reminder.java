package org.tidings.benchmarks.templating;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one reminder is about, as a plain object for the engines that read plain objects.
 *
 * @param firstName absent for one reader in eight
 * @param dueText the day in the words of the language, ready to print: engines without date formats need not care
 * @param place holds a character that HTML has to escape
 */
public record Reminder(
        @Nullable String firstName,
        String lastName,
        String childName,
        String vaccine,
        LocalDate due,
        String dueText,
        String place,
        String phone,
        String reference)
        implements Shown {
    private static final String[] FIRST = {"Jörg", "Anna", "Käthe", "Mehmet", "Zoë", "Björn", "Olga", "Günter"};
    private static final String[] LAST = {"Müller", "Schäfer", "Weiß", "Yılmaz", "Krüger", "Novak", "Groß", "Huber"};
    private static final String[] VACCINE = {"Masern, Mumps, Röteln", "Tetanus und Diphtherie", "Keuchhusten"};
    private static final String[] PLACE = {"Praxis Böhm & Söhne", "Zentrum Süd & West", "Praxis Lang & Kurz"};
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d. MMMM uuuu", Locale.GERMANY);

    /** Returns reminders from a fixed seed. */
    static List<Reminder> generate(int count) {
        SplittableRandom random = new SplittableRandom(20260301);
        List<Reminder> reminders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate due = LocalDate.of(2026, 3, 1).plusDays(random.nextInt(120));
            reminders.add(new Reminder(
                    random.nextInt(8) == 0 ? null : pick(FIRST, random),
                    pick(LAST, random),
                    pick(FIRST, random),
                    pick(VACCINE, random),
                    due,
                    DAY.format(due),
                    pick(PLACE, random),
                    "0316 " + (100000 + random.nextInt(900000)),
                    "I-" + (10000 + random.nextInt(90000)) + "/26"));
        }
        return reminders;
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>(Map.of(
                "lastName", lastName,
                "childName", childName,
                "vaccine", vaccine,
                "dueText", dueText,
                "place", place,
                "phone", phone,
                "reference", reference));
        if (firstName != null) {
            map.put("firstName", firstName);
        }
        return map;
    }

    private static String pick(String[] from, SplittableRandom random) {
        return from[random.nextInt(from.length)];
    }
}
