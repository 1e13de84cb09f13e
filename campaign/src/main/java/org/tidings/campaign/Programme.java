package org.tidings.campaign;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Schema;
import org.tidings.segmentation.Rulebook;
import org.tidings.templating.MessageTemplate;
import org.tidings.timing.ContactWindows;
import org.tidings.timing.FrequencyCap;

/**
 * Campaigns in their order, with everything they need, compiled and checked. Immutable and safe to share.
 *
 * <p>The form of the files stands in the guide. One {@code programme.json} names the others: catalogue, schema, rules,
 * windows, campaigns; a campaign names its template.
 */
public final class Programme {
    private final String id;
    private final int version;
    private final Optional<Instant> at;
    private final ZoneId agencyZone;
    private final Optional<String> jurisdiction;
    private final Catalogue catalogue;
    private final Schema schema;
    private final Rulebook rulebook;
    private final String rulesHash;
    private final String filesHash;
    private final ContactWindows windows;
    private final ContactPolicy contact;
    private final List<Campaign> campaigns;
    private final List<ProgrammeStep> steps;
    private final List<ProgrammeStep> planOrder;
    private final List<CampaignSpacing> spacings;
    private final List<FrequencyCap> caps;
    private final List<Diagnostic> warnings;

    Programme(
            String id,
            int version,
            Optional<Instant> at,
            ZoneId agencyZone,
            Optional<String> jurisdiction,
            Catalogue catalogue,
            Schema schema,
            Rulebook rulebook,
            String rulesHash,
            String filesHash,
            ContactWindows windows,
            ContactPolicy contact,
            List<Campaign> campaigns,
            List<CampaignSpacing> spacings,
            List<FrequencyCap> caps,
            List<Diagnostic> warnings) {
        this.id = id;
        this.version = version;
        this.at = at;
        this.agencyZone = agencyZone;
        this.jurisdiction = jurisdiction;
        this.catalogue = catalogue;
        this.schema = schema;
        this.rulebook = rulebook;
        this.rulesHash = rulesHash;
        this.filesHash = filesHash;
        this.windows = windows;
        this.contact = contact;
        this.campaigns = List.copyOf(campaigns);
        this.spacings = List.copyOf(spacings);
        this.caps = List.copyOf(caps);
        this.warnings = List.copyOf(warnings);
        List<ProgrammeStep> all = new ArrayList<>();
        for (Campaign campaign : campaigns) {
            for (CampaignStep step : campaign.steps()) {
                all.add(new ProgrammeStep(all.size(), campaign, step));
            }
        }
        this.steps = List.copyOf(all);
        this.planOrder = planOrder(campaigns, all, spacings);
    }

    /**
     * Reads and compiles a programme: {@code programme.json} and every file that it names.
     *
     * @throws InvalidInputException with everything that is wrong in all files, if anything is
     */
    public static Programme load(ProgrammeFiles files) {
        return new ProgrammeReader(files).read();
    }

    /** Returns the id. */
    public String id() {
        return id;
    }

    /** Returns the version. */
    public int version() {
        return version;
    }

    /** Returns the instant for which the programme is evaluated unless a run says otherwise; absent if it has none. */
    public Optional<Instant> at() {
        return at;
    }

    /** Returns the zone in which the agency counts days. */
    public ZoneId agencyZone() {
        return agencyZone;
    }

    /** Returns the id of the jurisdiction whose law applies, where the programme names one. */
    public Optional<String> jurisdiction() {
        return jurisdiction;
    }

    /** Returns the catalogue. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Returns the schema to which profiles are bound: stored attributes only. */
    public Schema schema() {
        return schema;
    }

    /** Returns the compiled rules. */
    public Rulebook rulebook() {
        return rulebook;
    }

    /** Returns when each channel may be used. */
    public ContactWindows windows() {
        return windows;
    }

    /** Returns the labels of the steps of all campaigns, in the programme's order. */
    public List<String> stepLabels() {
        return steps.stream().map(ProgrammeStep::label).toList();
    }

    /** Returns the templates of the campaigns, by the campaign's id, in the programme's order. */
    public Map<String, MessageTemplate> templates() {
        Map<String, MessageTemplate> templates = new LinkedHashMap<>();
        campaigns.forEach(campaign -> templates.put(campaign.id(), campaign.template()));
        return Collections.unmodifiableMap(templates);
    }

    /** Returns the warnings that reading the files gave. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /** Returns what was compiled, one line each, for people. */
    public List<String> outline() {
        List<String> lines = new ArrayList<>();
        lines.add("programme " + id + " v" + version + ", agency zone " + agencyZone
                + at.map(instant -> ", evaluated at " + instant).orElse(""));
        lines.add("catalogue v" + catalogue.version() + ": "
                + catalogue.purposeIds().size() + " purposes, "
                + catalogue.categoryIds().size() + " categories");
        int derived =
                rulebook.schema().attributes().size() - schema.attributes().size();
        lines.add("schema " + schema.name() + " v" + schema.version() + ": "
                + schema.attributes().size() + " attributes, "
                + schema.streams().size() + " event streams");
        lines.add("rules " + rulesHash.substring(0, 12) + ": " + derived + " derived attributes, "
                + rulebook.segmentNames().size() + " segments");
        for (Campaign campaign : campaigns) {
            lines.add("campaign " + campaign.id() + " v" + campaign.version() + ": segment "
                    + campaign.segment().name() + ", purpose "
                    + campaign.purpose().id() + ", channels "
                    + campaign.channels().stream().map(Channel::id).collect(Collectors.joining(" "))
                    + (campaign.deadline().isPresent()
                            ? ", steps "
                                    + campaign.steps().stream()
                                            .map(CampaignStep::label)
                                            .collect(Collectors.joining(" "))
                            : ""));
            lines.add("  template " + campaign.template().id() + " v"
                    + campaign.template().version() + ": "
                    + campaign.template().variants().size() + " variants");
            campaign.optimised()
                    .ifPresent(
                            how -> lines.add("  planned together in slots of " + how.slot() + " within " + how.within()
                                    + ", hours of '" + how.profiles().name() + "', "
                                    + (how.limits().isEmpty()
                                            ? "no limit"
                                            : how.limits().stream()
                                                    .map(SendTiming.Limit::words)
                                                    .collect(Collectors.joining("; ")))));
        }
        for (CampaignSpacing spacing : spacings) {
            lines.add(spacing.campaign() + " at least " + spacing.spacing().atLeast() + " after " + spacing.after());
        }
        for (FrequencyCap cap : caps) {
            lines.add("at most " + cap.messages() + " messages within " + cap.within()
                    + (cap.channels().isEmpty()
                            ? ""
                            : " on " + cap.channels().toString().toLowerCase(Locale.ROOT)));
        }
        return lines;
    }

    String rulesHash() {
        return rulesHash;
    }

    /** Returns the digest of every file that the programme was read from. */
    String filesHash() {
        return filesHash;
    }

    /** Returns the labels of the steps whose messages are planned together. */
    Set<String> stepsPlannedTogether() {
        return steps.stream()
                .filter(step -> step.campaign().optimised().isPresent())
                .map(ProgrammeStep::label)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether what one person gets may depend on everybody else, because places are limited. */
    boolean hasLimitedSlots() {
        return campaigns.stream()
                .anyMatch(campaign -> campaign.optimised()
                        .filter(how -> !how.limits().isEmpty())
                        .isPresent());
    }

    ContactPolicy contact() {
        return contact;
    }

    List<ProgrammeStep> steps() {
        return steps;
    }

    /** Returns the steps in the order in which their messages get a time: a campaign after those it waits for. */
    List<ProgrammeStep> planOrder() {
        return planOrder;
    }

    List<CampaignSpacing> spacings() {
        return spacings;
    }

    List<FrequencyCap> caps() {
        return caps;
    }

    /** Takes the first campaign of the file that waits for none of those left, until none is left. */
    private static List<ProgrammeStep> planOrder(
            List<Campaign> campaigns, List<ProgrammeStep> steps, List<CampaignSpacing> spacings) {
        List<String> left = new ArrayList<>(campaigns.stream().map(Campaign::id).toList());
        List<ProgrammeStep> order = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> open = Set.copyOf(left);
            String next = left.stream()
                    .filter(candidate -> spacings.stream()
                            .noneMatch(
                                    spacing -> spacing.campaign().equals(candidate) && open.contains(spacing.after())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("campaigns wait for each other"));
            left.remove(next);
            steps.stream().filter(step -> step.campaign().id().equals(next)).forEach(order::add);
        }
        return List.copyOf(order);
    }
}
