package org.tidings.examples;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tidings.examples.OracleData.Guardian;
import org.tidings.examples.OracleData.Person;

/**
 * The rules of the scenario written down a second time, naively, in plain Java: one loop after the other, nothing shared
 * with the library. What it says is compared row for row with what the campaign files say.
 */
final class Oracle {
    private static final LocalDate DAY = LocalDate.of(2024, 10, 1);
    private static final Instant INSTANT = Instant.parse("2024-10-01T13:00:00Z");
    private static final int ADULT = 216;
    private static final Set<String> RISKS =
            Set.of("195967001", "233678006", "87433001", "185086009", "44054006", "88805009", "72892002");
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?");

    final List<String> eligible = new ArrayList<>();
    final List<String> suppressed = new ArrayList<>();
    final List<String> messages = new ArrayList<>();

    private final OracleData data;
    private final OracleWindows windows;
    private final Map<Address, List<Subject>> bundles = new HashMap<>();

    /** What makes subjects share a message. */
    private record Address(
            String campaign,
            String recipient,
            String channel,
            Optional<LocalDate> nominal,
            Optional<LocalDate> deadline) {}

    private record Subject(LocalDate birth, String id, String status, String detail) {}

    private record Step(
            String campaign,
            String purpose,
            LocalDate day,
            Instant instant,
            boolean everyGuardian,
            Optional<LocalDate> deadline) {}

    private record Finding(String status, String detail) {}

    Oracle(OracleData data) {
        this.data = data;
        this.windows = new OracleWindows(data);
    }

    Oracle run() {
        for (Person person : data.people.values()) {
            Step flu = new Step("FLU", "health_reminder", DAY, INSTANT, false, Optional.empty());
            flu(person).ifPresent(finding -> assign(flu, person, finding));
            Step child = new Step("CHILD", "health_reminder", DAY, INSTANT, false, Optional.empty());
            child(person).ifPresent(finding -> assign(child, person, finding));
            LocalDate deadline = person.city().equals("Boston") ? LocalDate.of(2025, 1, 31) : LocalDate.of(2025, 3, 31);
            for (int before : new int[] {30, 7, 1}) {
                LocalDate nominal = deadline.minusDays(before);
                Instant at = nominal.atStartOfDay(OracleData.NEW_YORK).toInstant();
                Step step = new Step("SCHOOL-T" + before, "school_info", nominal, at, true, Optional.of(deadline));
                school(person, nominal).ifPresent(finding -> assign(step, person, finding));
            }
        }
        send();
        return this;
    }

    private Optional<Finding> flu(Person person) {
        boolean dose =
                data.doses(person.id(), "140", DAY).stream().anyMatch(day -> !day.isBefore(LocalDate.of(2024, 7, 1)));
        if (!alive(person, DAY) || !hasAge(person, 6, DAY) || dose) {
            return Optional.empty();
        }
        boolean condition = data.conditions(person.id()).stream()
                .anyMatch(c -> RISKS.contains(c.code())
                        && !c.start().isAfter(DAY)
                        && c.stop().map(stop -> stop.isAfter(DAY)).orElse(true));
        boolean high = hasAge(person, 65 * 12, DAY) || !hasAge(person, 60, DAY) || condition;
        return Optional.of(new Finding(high ? "high" : "standard", ""));
    }

    private Optional<Finding> child(Person person) {
        if (!alive(person, DAY) || hasAge(person, ADULT, DAY)) {
            return Optional.empty();
        }
        Map<String, LocalDate> wanted = new TreeMap<>();
        List<LocalDate> dtap = data.doses(person.id(), "20", DAY);
        int n = dtap.size();
        if (!hasAge(person, 84, DAY) && !complete(person, dtap, 5)) {
            LocalDate next = person.birth().plusMonths(new int[] {2, 4, 6, 15, 48}[n]);
            if (n == 1 || n == 2) {
                next = later(next, dtap.get(n - 1).plusWeeks(4));
            } else if (n > 2) {
                next = later(next, dtap.get(n - 1).plusMonths(6));
            }
            wanted.put("DTaP#" + (n + 1), next);
        }
        List<LocalDate> mmr = data.doses(person.id(), "03", DAY);
        if (mmr.isEmpty()) {
            wanted.put("MMR#1", person.birth().plusMonths(12));
        } else if (mmr.size() == 1) {
            wanted.put("MMR#2", later(person.birth().plusMonths(48), mmr.get(0).plusWeeks(4)));
        }
        wanted.values().removeIf(day -> day.isAfter(DAY.plusDays(30)));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        boolean overdue =
                wanted.values().stream().anyMatch(day -> day.plusDays(28).isBefore(DAY));
        List<String> detail = wanted.entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .toList();
        return Optional.of(new Finding(overdue ? "overdue" : "due", String.join(";", detail)));
    }

    private Optional<Finding> school(Person person, LocalDate day) {
        if (!alive(person, day)
                || !person.birth().isAfter(LocalDate.of(2019, 9, 1))
                || person.birth().isAfter(LocalDate.of(2020, 9, 1))) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        if (!complete(person, data.doses(person.id(), "20", day), 5)) {
            missing.add("DTaP");
        }
        if (data.doses(person.id(), "08", day).size() < 3) {
            missing.add("Hepatitis B");
        }
        if (data.doses(person.id(), "03", day).size() < 2) {
            missing.add("MMR");
        }
        if (!complete(person, data.doses(person.id(), "10", day), 4)) {
            missing.add("Polio");
        }
        if (data.doses(person.id(), "21", day).size() < 2) {
            missing.add("Varicella");
        }
        return Optional.of(new Finding(missing.isEmpty() ? "complete" : "gap", String.join(",", missing)));
    }

    /** All doses, or one less if the last of these was given at the fourth birthday or later. */
    private static boolean complete(Person person, List<LocalDate> doses, int full) {
        return doses.size() >= full
                || (doses.size() == full - 1
                        && !doses.get(full - 2).isBefore(person.birth().plusMonths(48)));
    }

    private void assign(Step step, Person person, Finding finding) {
        eligible.add(String.join(",", step.campaign(), person.id(), finding.status(), finding.detail()));
        List<Guardian> candidates = hasAge(person, ADULT, step.day())
                ? List.of(new Guardian(person.id(), 1))
                : data.guardians.getOrDefault(person.id(), List.of());
        if (candidates.isEmpty()) {
            suppressed.add(String.join(",", step.campaign(), person.id(), "", "no_guardian"));
        }
        List<String> refused = new ArrayList<>();
        boolean reached = false;
        for (Guardian candidate : candidates) {
            Optional<String> channel = channel(candidate.id(), step);
            if (alive(data.person(candidate.id()), step.day()) && !restricted(candidate.id()) && channel.isPresent()) {
                Address address = new Address(
                        step.campaign(),
                        candidate.id(),
                        channel.get(),
                        step.deadline().map(unused -> step.day()),
                        step.deadline());
                bundles.computeIfAbsent(address, unused -> new ArrayList<>())
                        .add(new Subject(person.birth(), person.id(), finding.status(), finding.detail()));
                reached = true;
                if (!step.everyGuardian()) {
                    break;
                }
            } else {
                String reason = !alive(data.person(candidate.id()), step.day())
                        ? "deceased"
                        : restricted(candidate.id()) ? "restricted" : "no_consented_channel";
                refused.add(String.join(",", step.campaign(), person.id(), candidate.id(), reason));
            }
        }
        if (step.everyGuardian() || !reached) {
            suppressed.addAll(refused);
        }
    }

    private boolean restricted(String person) {
        return data.contact(person, "contact_restricted").equals("1");
    }

    private Optional<String> channel(String person, Step step) {
        Set<String> order = new LinkedHashSet<>();
        order.add(data.contact(person, "preferred_channel"));
        order.addAll(List.of("sms", "email", "push", "letter"));
        return order.stream()
                .filter(channel -> hasAddress(person, channel) && consents(person, step, channel))
                .findFirst();
    }

    private boolean hasAddress(String person, String channel) {
        return switch (channel) {
            case "sms" -> !data.contact(person, "mobile").isEmpty();
            case "email" -> EMAIL.matcher(data.contact(person, "email")).matches();
            case "push" -> data.contact(person, "has_app").equals("1");
            case "letter" -> true;
            default -> false;
        };
    }

    private boolean consents(String person, Step step, String channel) {
        LocalDate today = LocalDate.ofInstant(step.instant(), OracleData.NEW_YORK);
        return data.lastConsent(person, step.purpose(), channel, step.instant())
                .map(last -> last.event().equals("granted")
                        && last.expiresOn().map(end -> !today.isAfter(end)).orElse(true))
                .orElse(channel.equals("letter"));
    }

    private void send() {
        Map<String, Instant> childMessages = new HashMap<>();
        bundles.keySet().stream()
                .filter(address -> address.campaign().equals("CHILD"))
                .forEach(address -> childMessages.put(
                        address.recipient(), windows.earliest(address.recipient(), address.channel(), INSTANT)));
        bundles.forEach((address, subjects) -> {
            String recipient = address.recipient();
            Instant at;
            if (address.nominal().isPresent()) {
                at = windows.beforeDeadline(
                        recipient,
                        address.channel(),
                        address.nominal().get(),
                        address.deadline().orElseThrow());
            } else {
                Instant child = childMessages.getOrDefault(recipient, Instant.EPOCH);
                Instant start = address.campaign().equals("FLU") ? child.plus(Duration.parse("PT72H")) : INSTANT;
                at = windows.earliest(recipient, address.channel(), start.isAfter(INSTANT) ? start : INSTANT);
            }
            subjects.sort(Comparator.comparing(Subject::birth).thenComparing(Subject::id));
            messages.add(String.join(
                    ",",
                    address.campaign(),
                    recipient,
                    address.channel(),
                    variant(recipient, address.channel()),
                    at.toString(),
                    Integer.toString(subjects.size()),
                    join(subjects, " ", Subject::id),
                    join(subjects, "/", Subject::status),
                    join(subjects, " ", Subject::detail)));
        });
    }

    private static String join(List<Subject> subjects, String separator, Function<Subject, String> part) {
        return String.join(separator, subjects.stream().map(part).toList());
    }

    /** Returns language and style, joined by a comma. */
    private String variant(String person, String channel) {
        Set<String> translated =
                channel.equals("letter") ? Set.of("en", "de", "es") : Set.of("en", "de", "ar", "fa", "es");
        String base = data.contact(person, "preferred_language").split("-", 2)[0];
        String language = translated.contains(base) ? base : "en";
        boolean easy =
                data.contact(person, "easy_language").equals("1") && (language.equals("en") || language.equals("de"));
        return language + "," + (easy ? "easy" : "plain");
    }

    private static boolean alive(Person person, LocalDate day) {
        return !person.birth().isAfter(day) && person.death().map(day::isBefore).orElse(true);
    }

    private static boolean hasAge(Person person, int months, LocalDate day) {
        return !person.birth().plusMonths(months).isAfter(day);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
