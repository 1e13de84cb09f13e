package org.tidings.campaign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tidings.consent.ConsentDecider;
import org.tidings.core.Diagnostic;
import org.tidings.core.EvaluationContext;
import org.tidings.core.InvalidInputException;
import org.tidings.segmentation.BoundRules;
import org.tidings.timing.PersonTimes;
import org.tidings.timing.SendTimeModel;
import org.tidings.timing.SendTimes;

/** What all stages of a run share: the programme, its instant, and what is made from them once. Thread-safe. */
final class RunSetting {
    /** Contexts whose rules are kept: the days of steps are few, the instants of a send-day check may be many. */
    private static final int KEPT_CONTEXTS = 256;

    private final Programme programme;
    private final EvaluationContext base;
    private final ConsentDecider decider;
    private final SendTimes times;
    private final SendTimeModel model;
    private final PersonTimes personTimes;
    // Upkeep runs on the calling thread: an embedded library starts no threads of its own.
    private final Cache<EvaluationContext, BoundRules> bound = Caffeine.newBuilder()
            .maximumSize(KEPT_CONTEXTS)
            .executor(Runnable::run)
            .build();
    private final Map<String, Optional<ZoneId>> zones = new ConcurrentHashMap<>();

    RunSetting(Programme programme, RunOptions options) {
        Instant at = options.at()
                .or(programme::at)
                .orElseThrow(() -> new InvalidInputException(List.of(new Diagnostic(
                        CampaignCodes.NO_INSTANT,
                        Diagnostic.Severity.ERROR,
                        "The programme '" + programme.id() + "' states no instant under 'at', and the run names none",
                        programme.id(),
                        0,
                        0,
                        "",
                        1,
                        Optional.empty()))));
        this.programme = programme;
        this.base = new EvaluationContext(at, programme.agencyZone());
        this.decider = ConsentDecider.of(programme.catalogue());
        this.times = SendTimes.of(programme.windows(), options.holidays(), programme.agencyZone());
        this.model = options.sendTimeModel();
        this.personTimes = options.personTimes();
    }

    Programme programme() {
        return programme;
    }

    /** Returns the instant of the programme. */
    EvaluationContext base() {
        return base;
    }

    Instant at() {
        return base.instant();
    }

    ConsentDecider decider() {
        return decider;
    }

    SendTimes times() {
        return times;
    }

    SendTimeModel model() {
        return model;
    }

    /** Returns when people were active. */
    PersonTimes personTimes() {
        return personTimes;
    }

    /** Returns the rules with the clock of a context; the work is done once for a context that is asked for often. */
    BoundRules bound(EvaluationContext context) {
        return bound.get(context, programme.rulebook()::bind);
    }

    /** Returns the zone with an id, or nothing where there is none. */
    Optional<ZoneId> zone(String id) {
        Optional<ZoneId> known = zones.get(id);
        if (known != null) {
            return known;
        }
        Optional<ZoneId> zone;
        try {
            zone = Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            zone = Optional.empty();
        }
        // Ids come from data: a file full of wrong ones must not fill the memory.
        if (zones.size() < 2_000) {
            zones.put(id, zone);
        }
        return zone;
    }
}
