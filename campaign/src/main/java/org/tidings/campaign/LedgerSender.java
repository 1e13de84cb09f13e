package org.tidings.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidings.consent.Carrier;
import org.tidings.consent.ConsentHistory;
import org.tidings.consent.ConsentLedger;
import org.tidings.consent.ContactPoint;
import org.tidings.consent.Dispatch;
import org.tidings.consent.DispatchKey;
import org.tidings.consent.DispatchState;
import org.tidings.consent.Handover;
import org.tidings.consent.HandoverResult;
import org.tidings.consent.LedgerException;
import org.tidings.consent.LedgerFault;
import org.tidings.consent.LedgerView;
import org.tidings.consent.Parcel;
import org.tidings.consent.Proposal;
import org.tidings.consent.SuppressionList;
import org.tidings.core.ConsentDecision;

/**
 * Hands messages over through the ledger of consent: each is decided anew on what the ledger knows now, and claimed under
 * that version, so that none leaves after a withdrawal was acknowledged. What a message shows was decided earlier; if the
 * decision about one of its people is another one now, that person leaves the message.
 *
 * <p>A claim is one pair of recipient and person in one step, with the day of the step, across all output folders. It
 * carries the name of its folder beside that of the message, so that a run settles what the dead run before it in that
 * folder has begun, and nothing of a run in another folder that is alive. Every message is flushed by itself, because it
 * counts as sent only then.
 */
final class LedgerSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerSender.class);
    /** Stands between the name of a message, which is hexadecimal, and that of the folder. */
    private static final char SEPARATOR = '.';

    private final RunSetting setting;
    private final Handover handover;
    private final SuppressionList suppressions;
    private final UnaryOperator<String> surrogates;
    private final ConsentQuestion question;
    private final Transport transport;
    private final String folder;

    LedgerSender(
            RunSetting setting,
            People people,
            ConsentLedger ledger,
            UnaryOperator<String> surrogates,
            Transport transport,
            String folder) {
        this.setting = setting;
        this.handover = Handover.on(ledger);
        this.suppressions = ledger.suppressions();
        this.surrogates = surrogates;
        this.question = new ConsentQuestion(setting, people);
        this.transport = transport;
        this.folder = folder;
    }

    @Override
    public boolean flushes() {
        return false;
    }

    @Override
    public void reconcile(Iterable<String> references) {
        Set<String> messages = new HashSet<>();
        references.forEach(reference -> messages.add(claimName(reference)));
        if (!messages.isEmpty()) {
            // The folder is locked by this run, so that whoever began them is dead.
            handover.reconcile(messages, this::ask);
        }
    }

    @Override
    public Result send(ReadyMessage message) {
        Map<Integer, Lost> lost = new HashMap<>();
        boolean[] claiming = new boolean[1];
        HandoverResult result;
        try {
            result = handover.handOver(parcel(message), views -> {
                Proposal proposal = propose(message, views, lost);
                claiming[0] = proposal instanceof Proposal.Send;
                return proposal;
            });
        } catch (LedgerException e) {
            if (e.fault() != LedgerFault.STORE_UNAVAILABLE) {
                throw e;
            }
            LOG.warn("The ledger cannot be read for message {}: {}", message.reference(), Failures.place(e));
            Result without = withoutRecords(message);
            // A claim that may stand is settled by the next run, which asks the carrier: the journal keeps the message.
            return claiming[0] && without instanceof Result.Without ? new Result.Unknown() : without;
        }
        return result(message, lost, result);
    }

    private Parcel parcel(ReadyMessage message) {
        Bundle bundle = message.bundle();
        String campaign = setting.programme().id() + "/" + bundle.step().label();
        String day = References.day(setting, bundle).toString();
        String recipient = surrogates.apply(bundle.recipientId());
        Set<String> people = new HashSet<>(Set.of(recipient));
        List<DispatchKey> keys = new ArrayList<>(bundle.members().size());
        for (Bundle.Member member : bundle.members()) {
            String subject = surrogates.apply(member.meant().personId());
            people.add(subject);
            keys.add(new DispatchKey(recipient, campaign, subject.equals(recipient) ? day : day + " about " + subject));
        }
        return new Parcel(claimName(message.reference()), keys, people);
    }

    private Proposal propose(ReadyMessage message, Map<String, LedgerView> views, Map<Integer, Lost> lost) {
        lost.clear();
        Bundle bundle = message.bundle();
        ConsentHistory own = suppressions.addTo(
                view(views, bundle.recipientId()).history(),
                new ContactPoint(bundle.contact().channel(), bundle.contact().address()));
        ConsentQuestion.Records records = new ConsentQuestion.Records(
                views.values().stream()
                        .map(LedgerView::at)
                        .reduce(message.slot().at(), LedgerSender::later),
                id -> id.equals(bundle.recipientId()) ? own : view(views, id).history());
        List<ConsentDecision> permits = new ArrayList<>();
        List<ConsentDecision> refusals = new ArrayList<>();
        for (int i = 0; i < bundle.members().size(); i++) {
            Bundle.Member member = bundle.members().get(i);
            ConsentDecision now = question.aboutSubject(bundle, member, records);
            Optional<ConsentDecision> refusal =
                    covers(now, member.contact().decision()) ? refusalOfOwn(bundle, member, records) : Optional.of(now);
            refusal.ifPresentOrElse(refusals::add, () -> permits.add(now));
            if (refusal.isPresent()) {
                lost.put(i, lost(member, refusal.get()));
            }
        }
        return refusals.isEmpty()
                ? new Proposal.Send(permits.get(0), reference -> deliver(message))
                : new Proposal.Hold(refusals.get(0));
    }

    /** Returns the decision that closes what the message shows of its recipient; nothing where none does. */
    private Optional<ConsentDecision> refusalOfOwn(
            Bundle bundle, Bundle.Member member, ConsentQuestion.Records records) {
        if (member.candidate().relation() == Candidate.Relation.SELF) {
            return Optional.empty();
        }
        ConsentDecision own = question.aboutRecipient(bundle, records);
        return covers(own, member.contact().own()) ? Optional.empty() : Optional.of(own);
    }

    /** Returns whether everything that a message was allowed to show is still allowed. */
    private static boolean covers(ConsentDecision now, ConsentDecision then) {
        return now.permits() && then.deniedCategories().containsAll(now.deniedCategories());
    }

    private LedgerView view(Map<String, LedgerView> views, String personId) {
        LedgerView view = views.get(surrogates.apply(personId));
        if (view == null) {
            throw new IllegalStateException("a surrogate that changes");
        }
        return view;
    }

    private Carrier.Answer deliver(ReadyMessage message) {
        Transport.Handover answer = transport.send(message.outgoing());
        transport.flush();
        return answer == Transport.Handover.ACCEPTED ? Carrier.Answer.ACCEPTED : Carrier.Answer.REJECTED;
    }

    private Result result(ReadyMessage message, Map<Integer, Lost> lost, HandoverResult result) {
        if (result instanceof HandoverResult.Sent) {
            return new Result.Accepted();
        }
        if (result instanceof HandoverResult.Suppressed) {
            return new Result.Without(lost);
        }
        if (result instanceof HandoverResult.Unknown) {
            return settled(message);
        }
        if (result instanceof HandoverResult.Taken taken) {
            return new Result.Without(taken(message, taken));
        }
        return switch (((HandoverResult.NotSent) result).reason()) {
            case REJECTED -> new Result.Refused(Reason.of(ReasonCode.CARRIER_REFUSED));
            case LEASE_OVER, KEEPS_CHANGING -> new Result.Refused(Reason.of(ReasonCode.HANDOVER_BROKEN_OFF));
            case SUBJECT_ERASED ->
                new Result.Refused(Reason.of(ReasonCode.NO_LONGER_USABLE, HandoverResult.Reason.SUBJECT_ERASED.name()));
        };
    }

    /** Asks the carrier at once about a message that may be out, as a run that comes later would. */
    private Result settled(ReadyMessage message) {
        try {
            if (!handover.reconcile(Set.of(claimName(message.reference())), this::ask)
                    .isEmpty()) {
                return new Result.Unknown();
            }
        } catch (LedgerException e) {
            LOG.warn("The ledger cannot be written for message {}: {}", message.reference(), Failures.place(e));
        }
        return Handovers.ask(transport, message.reference()).map(Sender::of).orElseGet(Result.Unknown::new);
    }

    private Map<Integer, Lost> taken(ReadyMessage message, HandoverResult.Taken taken) {
        List<DispatchKey> keys = parcel(message).keys();
        Map<Integer, Lost> lost = new HashMap<>();
        for (Dispatch earlier : taken.claims()) {
            int place = keys.indexOf(earlier.key());
            ReasonCode code =
                    earlier.state() == DispatchState.SENT ? ReasonCode.ALREADY_TOLD : ReasonCode.HANDOVER_UNKNOWN;
            Bundle.Member member = message.bundle().members().get(place);
            lost.put(place, new Lost(member, Reason.of(code, message(earlier))));
        }
        return lost;
    }

    /** What goes out while the ledger cannot be read: warnings of danger, and nothing else. */
    private Result withoutRecords(ReadyMessage message) {
        Bundle bundle = message.bundle();
        Map<Integer, Lost> lost = new HashMap<>();
        for (int i = 0; i < bundle.members().size(); i++) {
            Bundle.Member member = bundle.members().get(i);
            ConsentDecision decision = question.withoutRecords(bundle, member);
            if (!covers(decision, member.contact().decision())) {
                lost.put(i, lost(member, decision));
            }
        }
        return lost.isEmpty() ? Sender.direct(transport).send(message) : new Result.Without(lost);
    }

    private static Lost lost(Bundle.Member member, ConsentDecision decision) {
        String channel = member.contact().channel().id();
        ChannelTrial trial =
                new ChannelTrial(member.contact().channel(), ChannelTrial.Verdict.NOT_PERMITTED, Optional.of(decision));
        return new Lost(
                new Bundle.Member(member.meant(), member.candidate().with(trial)),
                Reason.of(ReasonCode.NO_LONGER_USABLE, channel + " " + decision.code()));
    }

    private Handover.Inquiry ask(Dispatch dispatch) {
        return Handovers.ask(transport, message(dispatch))
                .map(answer -> answer == Transport.Handover.ACCEPTED
                        ? Handover.Inquiry.ACCEPTED
                        : Handover.Inquiry.NEVER_ARRIVED)
                .orElse(Handover.Inquiry.CANNOT_TELL);
    }

    private String claimName(String reference) {
        return reference + SEPARATOR + folder;
    }

    /** Returns the name at the carrier of a message that this run or one in another folder has claimed. */
    private static String message(Dispatch dispatch) {
        String name = dispatch.message();
        int end = name.indexOf(SEPARATOR);
        return end < 0 ? name : name.substring(0, end);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
