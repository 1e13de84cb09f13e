package org.tidings.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.core.ChannelTerms;
import org.tidings.core.LawfulBasis;
import org.tidings.timing.FrequencyCap;
import org.tidings.timing.SendChoice;
import org.tidings.timing.SendSlot;
import org.tidings.timing.SendTimes;
import org.tidings.timing.SlotRequest;
import org.tidings.timing.StepRequest;

/** Finds the time of one message: windows, deadline, spacing between campaigns, caps, model. Thread-safe. */
final class SlotFinder {
    /** Distance of the instants among which a send time model chooses. */
    private static final Duration MODEL_STEP = Duration.ofHours(1);

    private final RunSetting setting;
    private final SendTimes times;

    SlotFinder(RunSetting setting) {
        this.setting = setting;
        this.times = setting.times();
    }

    /**
     * Finds the time of a message.
     *
     * @param log messages of the same recipient that have a time already
     */
    TimeChoice find(
            ProgrammeStep step, Optional<StepDates> dates, String recipientId, Contact contact, ContactLog log) {
        Campaign campaign = step.campaign();
        boolean crisis = isCrisis(campaign, contact);
        Query query = new Query(contact, dates, crisis);
        List<TimeNote> notes = new ArrayList<>();
        if (contact.zoneUnknown()) {
            notes.add(new TimeNote(TimeNote.Kind.ZONE_UNKNOWN, ""));
        }
        Instant notBefore = setting.at();
        while (true) {
            Optional<SendSlot> slot = query.slot(notBefore);
            if (slot.isEmpty()) {
                return TimeChoice.none(query.refusal(notBefore), notes);
            }
            Optional<Delay> delay = delay(campaign, query, slot.get().at(), log);
            if (delay.isEmpty()) {
                return chosen(campaign, recipientId, query, slot.get(), notes, log);
            }
            // Moves strictly on, past a message in the log or the end of a stretch that is full: both are finite.
            notBefore = delay.get().until;
            if (!notes.contains(delay.get().note)) {
                notes.add(delay.get().note);
            }
        }
    }

    /**
     * Returns a message with the range of its slots, or nothing where it has not even an earliest time. A message that was
     * moved before its nominal day, because of the deadline, keeps to its day.
     *
     * @param first the earliest time, as {@link #find} gave it
     */
    Optional<SlotWish> wish(Bundle bundle, TimeChoice first, ContactLog log, Duration within) {
        if (first.slot().isEmpty()) {
            return Optional.empty();
        }
        SendSlot slot = first.slot().get();
        Query query = new Query(bundle.contact(), bundle.dates(), false);
        Instant wanted = slot.reason() == SendSlot.Reason.MOVED_BEFORE_DEADLINE
                ? slot.day().plusDays(1).atStartOfDay(slot.zone()).toInstant()
                : slot.at().plus(within);
        return Optional.of(new SlotWish(bundle, first, slot, query.end(slot, wanted), log));
    }

    /**
     * Returns whether caps and spacing let a message go out at an instant, between messages before it and after it. It may
     * get its time after one that waits for it, so that spacing is looked at from both sides.
     */
    boolean isFree(Campaign campaign, Contact contact, Instant at, ContactLog log) {
        for (CampaignSpacing spacing : setting.programme().spacings()) {
            Duration gap = spacing.spacing().atLeast();
            boolean near = (spacing.campaign().equals(campaign.id()) && log.isNear(spacing.after(), at, gap))
                    || (spacing.after().equals(campaign.id()) && log.isNear(spacing.campaign(), at, gap));
            if (near) {
                return false;
            }
        }
        return fullCap(contact, at, log).isEmpty();
    }

    /** Returns what a message has to wait for, if anything, that would go out at an instant. */
    private Optional<Delay> delay(Campaign campaign, Query query, Instant at, ContactLog log) {
        for (CampaignSpacing spacing : setting.programme().spacings()) {
            if (!spacing.campaign().equals(campaign.id())) {
                continue;
            }
            // What the other campaign sends much later does not matter: this message then comes well before it.
            Instant near = at.plus(spacing.spacing().atLeast());
            Optional<Instant> free = log.lastBefore(near, spacing.after())
                    .map(other -> spacing.spacing().earliest(at, other))
                    .filter(instant -> instant.isAfter(at));
            if (free.isPresent()) {
                return Optional.of(new Delay(
                        free.get(),
                        new TimeNote(
                                TimeNote.Kind.SPACING,
                                spacing.after() + " " + spacing.spacing().atLeast())));
            }
        }
        return query.crisis
                ? Optional.empty()
                : fullCap(query.contact, at, log)
                        .map(cap -> new Delay(
                                cap.earliest(at, log.counted(cap)),
                                new TimeNote(TimeNote.Kind.CAP, cap.messages() + " within " + cap.within())));
    }

    private static boolean isCrisis(Campaign campaign, Contact contact) {
        ChannelTerms terms = campaign.purpose().terms().get(contact.channel());
        return campaign.crisis() && terms != null && terms.basis() == LawfulBasis.VITAL_INTERESTS;
    }

    private Optional<FrequencyCap> fullCap(Contact contact, Instant at, ContactLog log) {
        for (FrequencyCap cap : setting.programme().caps()) {
            if (cap.counts(contact.channel())
                    && cap.earliest(at, log.counted(cap)).isAfter(at)) {
                return Optional.of(cap);
            }
        }
        return Optional.empty();
    }

    private TimeChoice chosen(
            Campaign campaign,
            String recipientId,
            Query query,
            SendSlot earliest,
            List<TimeNote> notes,
            ContactLog log) {
        note(earliest.reason()).ifPresent(notes::add);
        if (!(campaign.sendTime() instanceof SendTiming.Best best)
                || earliest.reason() == SendSlot.Reason.MOVED_BEFORE_DEADLINE) {
            return TimeChoice.at(earliest, notes, 1, "earliest");
        }
        Instant end = query.end(earliest, earliest.at().plus(best.within()));
        List<SendSlot> candidates = new ArrayList<>();
        for (SendSlot candidate : times.candidates(query.request(earliest.at()), end, MODEL_STEP)) {
            if (delay(campaign, query, candidate.at(), log).isEmpty()) {
                candidates.add(candidate);
            }
        }
        if (candidates.isEmpty()) {
            candidates.add(earliest);
        }
        SendChoice choice = setting.model().choose(recipientId, query.contact.channel(), candidates);
        if (choice.slot().at().isAfter(earliest.at())) {
            notes.add(new TimeNote(TimeNote.Kind.MODEL, choice.reason()));
        }
        return TimeChoice.at(choice.slot(), notes, choice.propensity(), choice.reason());
    }

    private static Optional<TimeNote> note(SendSlot.Reason reason) {
        return switch (reason) {
            case ON_TIME -> Optional.empty();
            case MOVED_TO_WINDOW -> Optional.of(new TimeNote(TimeNote.Kind.WINDOW, ""));
            case MOVED_PAST_HOLIDAY -> Optional.of(new TimeNote(TimeNote.Kind.HOLIDAY, ""));
            case MOVED_BEFORE_DEADLINE -> Optional.of(new TimeNote(TimeNote.Kind.DEADLINE, ""));
            case CHOSEN_LATER -> Optional.of(new TimeNote(TimeNote.Kind.MODEL, ""));
        };
    }

    /** Until when a message waits, and for what. */
    private record Delay(Instant until, TimeNote note) {}

    /** The question for one message, which is asked again when something moves its earliest instant. */
    private final class Query {
        private final Contact contact;
        private final Optional<StepDates> dates;
        private final boolean crisis;

        Query(Contact contact, Optional<StepDates> dates, boolean crisis) {
            this.contact = contact;
            this.dates = dates;
            this.crisis = crisis;
        }

        Optional<SendSlot> slot(Instant notBefore) {
            return dates.isEmpty() ? times.earliest(request(notBefore)) : times.forStep(stepRequest(notBefore));
        }

        SendTimes.Refusal refusal(Instant notBefore) {
            return dates.isEmpty() ? times.refusal(request(notBefore)) : times.refusal(stepRequest(notBefore));
        }

        SlotRequest request(Instant notBefore) {
            return new SlotRequest(contact.channel(), contact.window(), contact.zone(), notBefore, crisis);
        }

        private StepRequest stepRequest(Instant notBefore) {
            StepDates days = dates.orElseThrow();
            return new StepRequest(
                    contact.channel(),
                    contact.window(),
                    contact.zone(),
                    days.nominalDay(),
                    days.deadline(),
                    notBefore,
                    crisis);
        }

        /** Returns the end of a search, which never reaches the deadline's day. */
        Instant end(SendSlot slot, Instant wanted) {
            Instant deadline = dates.map(
                            days -> days.deadline().atStartOfDay(slot.zone()).toInstant())
                    .orElse(Instant.MAX);
            return wanted.isBefore(deadline) ? wanted : deadline;
        }
    }
}
