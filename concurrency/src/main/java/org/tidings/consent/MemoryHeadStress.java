package org.tidings.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.tidings.core.DecisionCode;

/** Claims and withdrawals on the head of a record in memory. */
public final class MemoryHeadStress {
    private MemoryHeadStress() {}

    /** A record at version 0. */
    static class Shared {
        final LedgerStore store = LedgerStore.inMemory();

        Shared() {
            store.write(transaction -> transaction.lock("s"));
        }

        int enter() {
            return store.write(transaction -> transaction.enter("s", 0)) ? 1 : 0;
        }

        int raise() {
            return store.write(transaction -> {
                SubjectHead head = transaction.lock("s");
                transaction.advance(new SubjectHead(
                        "s", head.version() + 1, head.chainHash(), 0, Optional.empty(), Optional.empty()));
                return transaction.lock("s").inflight();
            });
        }

        int open(String reference) {
            Dispatch dispatch = new Dispatch(
                    new DispatchKey("s", "c", "1"),
                    reference,
                    Map.of("s", 0L),
                    1,
                    DecisionCode.CONSENT_VALID,
                    DispatchState.OPEN,
                    Instant.EPOCH,
                    Duration.ofSeconds(1),
                    Optional.empty());
            return store.write(transaction -> transaction.open(dispatch)) ? 1 : 0;
        }
    }

    /** A claim that succeeds is seen by the withdrawal that raises the version. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "claimed first; the withdrawal waits for it")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "withdrawn first; the claim is stale")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a claim that nobody waits for")
    @State
    public static class ClaimMeetsWithdrawal extends Shared {
        @Actor
        public void claim(II_Result result) {
            result.r1 = enter();
        }

        @Actor
        public void withdraw(II_Result result) {
            result.r2 = raise();
        }
    }

    /** Two claims meet a withdrawal: it waits for as many as have succeeded. */
    @JCStressTest
    @Outcome(
            id = {"0, 0, 0", "1, 0, 1", "1, 1, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "all are counted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a claim that nobody waits for")
    @State
    public static class TwoClaimsMeetWithdrawal extends Shared {
        @Actor
        public void claim(III_Result result) {
            result.r1 = enter();
            result.r2 = enter();
        }

        @Actor
        public void withdraw(III_Result result) {
            result.r3 = raise();
        }
    }

    /** One message is claimed by one of two senders. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both, or nobody")
    @State
    public static class OneKey extends Shared {
        @Actor
        public void first(III_Result result) {
            result.r1 = open("a");
        }

        @Actor
        public void second(III_Result result) {
            result.r2 = open("b");
        }

        @Arbiter
        public void after(III_Result result) {
            result.r3 = store.read(transaction -> transaction.dispatches(DispatchState.OPEN))
                    .size();
        }
    }
}
