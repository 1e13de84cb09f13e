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

    /** Reads backwards: what came later may have lifted what is read now, and a standing no ends the reading. */
    private boolean mayPermit(Terms of, List<ConsentEvent> events) {
        boolean yesSeen = false;
        boolean isUnblocked = false;
        boolean isObjectionLifted = false;
        boolean isRestrictionLifted = false;
        for (int i = events.size() - 1; i >= 0; i--) {
            ConsentEvent event = events.get(i);
            boolean stands = switch (event.type()) {
                case TOMBSTONE -> isKnown(event);
                case REFUSE, WITHDRAW -> of.heedsNo && !yesSeen && isOwnWord(of, event);
                case OBJECT -> of.heedsObjection && !isObjectionLifted && isOwnWord(of, event);
                case RESTRICT -> of.heedsRestriction && !isRestrictionLifted && isOwnWord(of, event);
                case CHANNEL_BLOCK -> of.heedsStop && !yesSeen && !isUnblocked && isStop(event) && isOwnWord(of, event);
                default -> false;
            };
            if (stands) {
                return false;
            }
            switch (event.type()) {
                case GRANT, RENEW -> yesSeen = yesSeen || of.isSpokenOf(event);
                case CHANNEL_UNBLOCK -> isUnblocked = true;
                case OBJECTION_LIFTED, OBJECTION_REJECTED -> isObjectionLifted = true;
                case RESTRICTION_LIFTED -> isRestrictionLifted = true;
                default -> {}
            }
        }
        return yesSeen || !of.needsYes;
    }

    private static boolean isStop(ConsentEvent block) {
        return block.contactPoint().isEmpty()
                && block.blockReason().orElse(BlockReason.SUBJECT_STOP) == BlockReason.SUBJECT_STOP;
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
        private final String purpose;
        private final Channel channel;
        private final boolean needsYes;
        private final boolean heedsNo;
        private final boolean heedsObjection;
        private final boolean heedsRestriction;
        private final boolean heedsStop;
        private final BitSet bits = new BitSet();

        Terms(Purpose purpose, Channel channel, LawfulBasis basis, ContactRule rule) {
            this.purpose = purpose.id();
            this.channel = channel;
            this.needsYes = rule == ContactRule.OPT_IN || basis == LawfulBasis.CONSENT;
            this.heedsNo = needsYes || rule == ContactRule.OPT_OUT;
            this.heedsObjection = basis == LawfulBasis.PUBLIC_TASK || basis == LawfulBasis.LEGITIMATE_INTERESTS;
            this.heedsRestriction = basis != LawfulBasis.VITAL_INTERESTS && !purpose.restrictionExempt();
            this.heedsStop = basis == LawfulBasis.CONSENT;
        }

        boolean isSpokenOf(ConsentEvent event) {
            return event.coversChannel(channel) && event.coversPurpose(purpose);
        }
    }
}
