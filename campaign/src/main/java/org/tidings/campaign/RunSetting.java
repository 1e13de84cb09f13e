package org.tidings.campaign;

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
import org.tidings.timing.SendTimeModel;
import org.tidings.timing.SendTimes;

/** What all stages of a run share: the programme, its instant, and what is made from them once. Thread-safe. */
final class RunSetting {
    private final Programme programme;
    private final EvaluationContext base;
    private final ConsentDecider decider;
    private final SendTimes times;
    private final SendTimeModel model;
    private final Map<EvaluationContext, BoundRules> bound = new ConcurrentHashMap<>();
    private final Map<String, ZoneId> zones = new ConcurrentHashMap<>();

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

    /** Returns the rules with the clock of a context; the work is done once per context. */
    BoundRules bound(EvaluationContext context) {
        BoundRules known = bound.get(context);
        return known != null ? known : bound.computeIfAbsent(context, programme.rulebook()::bind);
    }

    /** Returns the zone with an id, or the agency's where the id is not one. */
    ZoneId zone(String id) {
        ZoneId known = zones.get(id);
        if (known != null) {
            return known;
        }
        ZoneId zone;
        try {
            zone = ZoneId.of(id);
        } catch (DateTimeException e) {
            zone = programme.agencyZone();
        }
        // Ids come from data: a file full of wrong ones must not fill the memory.
        if (zones.size() < 2_000) {
            zones.put(id, zone);
        }
        return zone;
    }
}
