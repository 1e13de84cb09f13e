package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.ContactRule;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Purpose;

/**
 * Tells, for a whole population, who certainly may not be written to: one bit per purpose, channel and person. For people
 * who are addressed about themselves. Mutable, owned by one thread; the bits are written anew for a person whenever an
 * event of hers is recorded.
 *
 * <p>A bit that is not set means that the exact decision is no permission on that channel, now and until the person's next
 * event. A bit that is set means nothing more than that the exact decision has to be asked. It rests on what no passing of
 * time can heal: an erasure, a yes that was never given where one is needed, a no, an objection, a restriction or a STOP of
 * the person herself after which nothing came that might lift it.
 */
public final class ConsentPrefilter {
    private final Instant from;
    private final List<Terms> terms = new ArrayList<>();
    private final Map<String, Map<Channel, Terms>> byPurpose = new HashMap<>();

    private ConsentPrefilter(Catalogue catalogue, Instant from) {
        this.from = from;
        for (String id : catalogue.purposeIds()) {
            Purpose purpose = catalogue.purpose(id).orElseThrow();
            Map<Channel, Terms> channels = new EnumMap<>(Channel.class);
            purpose.terms().forEach((channel, of) -> {
                if (!purpose.isAbstract()) {
                    Terms made = new Terms(purpose, channel, of.basis(), of.contactRule());
                    channels.put(channel, made);
                    terms.add(made);
                }
            });
            byPurpose.put(id, channels);
        }
    }

    /**
     * Returns a filter in which nobody stands yet.
     *
     * @param from first instant for which will be asked; a no that is dated later is passed over
     */
    public static ConsentPrefilter of(Catalogue catalogue, Instant from) {
        return new ConsentPrefilter(catalogue, Objects.requireNonNull(from, "from"));
    }

    /**
     * Writes the bits of a person. Cost: purposes times channels times her events.
     *
     * @param person index of the person, from 0
     */
    public void set(int person, ConsentHistory history) {
        for (Terms of : terms) {
            of.bits.set(person, mayPermit(of, history.events()));
        }
    }

    /**
     * Writes the bits of a person for one purpose and channel.
     *
     * @param person index of the person, from 0
     */
    public void set(int person, String purpose, Channel channel, ConsentHistory history) {
        Terms of = find(purpose, channel);
        if (of != null) {
            of.bits.set(person, mayPermit(of, history.events()));
        }
    }

    /** Returns whether the exact decision about a person may be a permission; not where nothing was set for her. */
    public boolean mayPermit(int person, String purpose, Channel channel) {
        Terms of = find(purpose, channel);
        return of != null && of.bits.get(person);
    }

    /** Returns a copy of the bits of a purpose on a channel: who has to be asked about exactly. */
    public BitSet candidates(String purpose, Channel channel) {
        Terms of = find(purpose, channel);
        return of == null ? new BitSet() : (BitSet) of.bits.clone();
    }

    private @Nullable Terms find(String purpose, Channel channel) {
        Map<Channel, Terms> channels = byPurpose.get(purpose);
        return channels == null ? null : channels.get(channel);
    }

    private boolean mayPermit(Terms of, List<ConsentEvent> events) {
        boolean isVital = of.basis == LawfulBasis.VITAL_INTERESTS;
        boolean needsYes = of.rule == ContactRule.OPT_IN || of.basis == LawfulBasis.CONSENT;
        boolean yesSeen = false;
        boolean no = false;
        boolean objection = false;
        boolean restriction = false;
        boolean stop = false;
        // In the order in which they count, so that what comes later may lift what came before. Equal times: the no is
        // sorted last, and wins.
        for (ConsentEvent event : events) {
            switch (event.type()) {
                case TOMBSTONE -> {
                    if (isKnown(event)) {
                        return false;
                    }
                }
                case GRANT, RENEW -> {
                    if (of.isSpokenOf(event)) {
                        yesSeen = true;
                        no = false;
                        stop = false;
                    }
                }
                case REFUSE, WITHDRAW -> no |= isOwnWord(of, event);
                case OBJECT -> objection |= isOwnWord(of, event);
                case OBJECTION_LIFTED, OBJECTION_REJECTED -> objection = false;
                case RESTRICT -> restriction |= isOwnWord(of, event);
                case RESTRICTION_LIFTED -> restriction = false;
                case CHANNEL_BLOCK ->
                    stop |= isOwnWord(of, event) && event.contactPoint().isEmpty() && isStop(event);
                case CHANNEL_UNBLOCK -> stop = false;
                case INVALIDATE, MERGE -> {}
            }
        }
        if (restriction && !isVital && !of.purpose.restrictionExempt()) {
            return false;
        }
        if (objection && of.isOpenToObjection()) {
            return false;
        }
        if (needsYes && !yesSeen) {
            return false;
        }
        if (no && (needsYes || of.rule == ContactRule.OPT_OUT)) {
            return false;
        }
        return !stop || of.basis != LawfulBasis.CONSENT;
    }

    private static boolean isStop(ConsentEvent block) {
        return block.blockReason().orElse(BlockReason.SUBJECT_STOP) == BlockReason.SUBJECT_STOP;
    }

    /** Returns whether a no counts for every question that will be asked about purpose and channel. */
    private boolean isOwnWord(Terms of, ConsentEvent event) {
        return event.actorRole() == ActorRole.SELF
                && event.categories().isEmpty()
                && of.isSpokenOf(event)
                && isKnown(event);
    }

    private boolean isKnown(ConsentEvent event) {
        return !event.occurredAt().isAfter(from) && !event.recordedAt().isAfter(from);
    }

    /** A purpose on a channel. */
    private static final class Terms {
        private final Purpose purpose;
        private final Channel channel;
        private final LawfulBasis basis;
        private final ContactRule rule;
        private final BitSet bits = new BitSet();

        Terms(Purpose purpose, Channel channel, LawfulBasis basis, ContactRule rule) {
            this.purpose = purpose;
            this.channel = channel;
            this.basis = basis;
            this.rule = rule;
        }

        boolean isSpokenOf(ConsentEvent event) {
            return event.coversChannel(channel) && event.coversPurpose(purpose.id());
        }

        boolean isOpenToObjection() {
            return basis == LawfulBasis.PUBLIC_TASK || basis == LawfulBasis.LEGITIMATE_INTERESTS;
        }
    }
}
