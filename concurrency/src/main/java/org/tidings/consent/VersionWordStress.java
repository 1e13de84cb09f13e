package org.tidings.consent;

import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Whatever meets a version that rises, the risen version is what is seen afterwards: it is never lost. */
public final class VersionWordStress {
    private VersionWordStress() {}

    /** A store of one number, and the versions over it. */
    static class Shared {
        volatile long stored;
        final ConsentVersions versions = new ConsentVersions(
                person -> new SubjectHead(person, stored, HashChain.START, 0, Optional.empty(), Optional.empty()));

        void commitAndRaise() {
            stored = 1;
            versions.raise("s", 1);
        }
    }

    /** A first look, which asks the store, meets a commit. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "looked before the commit")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "looked after it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the commit is lost")
    @State
    public static class LoadMeetsRaise extends Shared {
        @Actor
        public void commit() {
            commitAndRaise();
        }

        @Actor
        public void look(JJ_Result result) {
            result.r1 = versions.of("s");
        }

        @Arbiter
        public void after(JJ_Result result) {
            result.r2 = versions.of("s");
        }
    }

    /** A look, after which the person is let go of, meets a commit. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "before or after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the commit is lost")
    @State
    public static class ForgetMeetsRaise extends Shared {
        @Actor
        public void commit() {
            commitAndRaise();
        }

        @Actor
        public void lookAndForget(JJ_Result result) {
            result.r1 = versions.of("s");
            versions.forget("s");
        }

        @Arbiter
        public void after(JJ_Result result) {
            result.r2 = versions.of("s");
        }
    }

    /** Two looks that follow each other never see the version fall. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "rises or stays")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the version fell")
    @State
    public static class LooksInOrder extends Shared {
        @Actor
        public void commit() {
            commitAndRaise();
        }

        @Actor
        public void look(JJ_Result result) {
            result.r1 = versions.of("s");
            result.r2 = versions.of("s");
        }
    }
}
