package org.tidings.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.LeapDay;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonText;
import org.tidings.segmentation.Rulebook;
import org.tidings.segmentation.RulebookBuilder;
import org.tidings.templating.TemplateModel;
import org.tidings.timing.ContactWindows;
import org.tidings.timing.FrequencyCap;
import org.tidings.timing.Spacing;

/** Reads {@code programme.json} and every file that it names; collects the faults of all of them. */
final class ProgrammeReader {
    private static final String FILE = "programme.json";
    private static final String RULES = ".rules";

    private final DigestedFiles files;
    private final Diagnostics diagnostics = new Diagnostics();
    private final StringBuilder ruleTexts = new StringBuilder();

    /** False once a campaign file could not be read: names that are not known may then be its. */
    private boolean allIdsKnown = true;

    ProgrammeReader(ProgrammeFiles files) {
        this.files = new DigestedFiles(files);
    }

    Programme read() {
        Optional<SourceText> source = ProgrammeParts.read(files, FILE, diagnostics);
        if (source.isEmpty()) {
            if (!diagnostics.hasErrors()) {
                SourceText nowhere = new SourceText(files.name(), "");
                diagnostics.error(
                        nowhere,
                        Span.NONE,
                        CampaignCodes.MISSING_FILE,
                        "There is no programme here: the file " + FILE + " is missing");
            }
            throw new InvalidInputException(diagnostics.list());
        }
        Optional<JsonFields> fields = JsonReader.readObject(source.get(), diagnostics, Limits.defaults())
                .map(object -> JsonFields.of(source.get(), diagnostics, object));
        if (fields.isEmpty()) {
            throw new InvalidInputException(diagnostics.list());
        }
        return read(fields.get());
    }

    private Programme read(JsonFields fields) {
        String id = fields.text("programme");
        FieldChecks.name(fields, "programme", id);
        int version = fields.integer("version", 1, Integer.MAX_VALUE).orElse(1);
        Optional<ZoneId> zone = fields.parsed("agencyZone", "a zone such as Europe/Vienna", ZoneId::of);
        FieldChecks.present(fields, "agencyZone", "a zone such as Europe/Vienna");
        Optional<Instant> at = fields.parsed("at", "an instant such as 2030-01-31T09:00:00Z", Instant::parse);
        Optional<Catalogue> catalogue = file(fields, "catalogue", Catalogue::read);
        Optional<Schema> schema = catalogue.isEmpty()
                ? fileOnly(fields, "schema")
                : file(fields, "schema", text -> Schema.read(text, catalogue.get()));
        LeapDay leapDay = fields.constant("leapDay", LeapDay.class).orElse(LeapDay.LAST_OF_MONTH);
        Optional<Rulebook> rulebook = rules(fields, schema, leapDay);
        Optional<ContactWindows> windows = file(fields, "windows", ContactWindows::read);
        Optional<String> jurisdiction = jurisdiction(fields, catalogue);
        ExpressionReader expressions = new ExpressionReader(rulebook, fields.source(), diagnostics);
        Optional<JsonFields> contactFields = fields.object("contact");
        FieldChecks.present(fields, "contact", "an object");
        Optional<ContactPolicy> contact =
                contactFields.map(inner -> new ContactReader(expressions).read(inner, catalogue, windows));
        Map<String, String> constants = constants(fields, schema);
        ProgrammeParts parts = new ProgrammeParts(catalogue, schema, rulebook, windows, contact, constants);
        Set<String> campaignIds = new HashSet<>();
        List<Campaign> campaigns = campaigns(fields, parts, campaignIds);
        List<CampaignSpacing> spacings = spacings(fields, campaignIds);
        List<FrequencyCap> caps = caps(fields);
        fields.done();
        diagnostics.throwIfErrors();
        return new Programme(
                id,
                version,
                at,
                zone.orElseThrow(),
                jurisdiction,
                catalogue.orElseThrow(),
                schema.orElseThrow(),
                rulebook.orElseThrow(),
                Digests.sha256(ruleTexts.toString()),
                files.digest(),
                windows.orElseThrow(),
                contact.orElseThrow(),
                campaigns,
                spacings,
                caps,
                diagnostics.list());
    }

    private <T> Optional<T> file(JsonFields fields, String name, Function<SourceText, T> reader) {
        return path(fields, name).flatMap(text -> guarded(() -> reader.apply(text)));
    }

    /** Looks whether a file is there whose content cannot be checked, because what it builds on is broken. */
    private <T> Optional<T> fileOnly(JsonFields fields, String name) {
        path(fields, name);
        return Optional.empty();
    }

    private Optional<SourceText> path(JsonFields fields, String name) {
        String path = fields.text(name);
        return fields.value(name).filter(JsonText.class::isInstance).flatMap(value -> open(fields, value, path));
    }

    private Optional<SourceText> open(JsonFields fields, JsonValue place, String path) {
        int errors = diagnostics.errorCount();
        Optional<SourceText> text = ProgrammeParts.read(files, path, diagnostics);
        if (text.isEmpty() && diagnostics.errorCount() == errors) {
            int slash = path.lastIndexOf('/');
            diagnostics.error(
                    fields.source(),
                    place.span(),
                    CampaignCodes.MISSING_FILE,
                    "There is no file '" + path + "' in the folder of the programme",
                    Suggestions.didYouMean(path, files.list(slash < 0 ? "" : path.substring(0, slash))));
        }
        return text;
    }

    private <T> Optional<T> guarded(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidInputException e) {
            diagnostics.addAll(e.diagnostics());
            return Optional.empty();
        }
    }

    private Optional<Rulebook> rules(JsonFields fields, Optional<Schema> schema, LeapDay leapDay) {
        List<SourceText> texts = new ArrayList<>();
        int errors = diagnostics.errorCount();
        Set<String> named = new HashSet<>();
        for (JsonText path : FieldChecks.texts(fields, "rules")) {
            named.add(path.value());
            open(fields, path, path.value()).ifPresent(texts::add);
        }
        FieldChecks.present(fields, "rules", "a list of rule files");
        if (schema.isEmpty() || diagnostics.errorCount() > errors) {
            return Optional.empty();
        }
        reportUnnamed(fields, named);
        RulebookBuilder builder = Rulebook.builder(schema.get()).leapDay(leapDay);
        for (SourceText text : texts) {
            builder.rules(text);
            ruleTexts.append(text.text()).append('\0');
        }
        Optional<Rulebook> rulebook = guarded(builder::build);
        rulebook.ifPresent(found -> diagnostics.addAll(found.warnings()));
        return rulebook;
    }

    /** Reports the rule files beside the named ones that look as if they counted. */
    private void reportUnnamed(JsonFields fields, Set<String> named) {
        named.stream()
                .filter(path -> path.indexOf('/') > 0)
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct()
                .sorted()
                .flatMap(folder -> files.list(folder).stream())
                .filter(file -> file.endsWith(RULES) && !named.contains(file))
                .forEach(file -> diagnostics.warning(
                        fields.source(),
                        fields.spanOf("rules"),
                        CampaignCodes.UNNAMED_RULES,
                        "The rule file '" + file + "' is not named here, so nothing in it counts",
                        Optional.of("name it under 'rules', or move it away")));
    }

    private static Optional<String> jurisdiction(JsonFields fields, Optional<Catalogue> catalogue) {
        Optional<String> id = fields.optionalText("jurisdiction");
        if (id.isPresent()
                && catalogue.isPresent()
                && catalogue.get().jurisdiction(id.get()).isEmpty()) {
            fields.error(
                    "jurisdiction",
                    CampaignCodes.UNKNOWN_JURISDICTION,
                    "The catalogue has no jurisdiction '" + id.get() + "'",
                    Suggestions.didYouMean(id.get(), catalogue.get().jurisdictionIds()));
        }
        return id;
    }

    private Map<String, String> constants(JsonFields fields, Optional<Schema> schema) {
        Map<String, String> usable = new LinkedHashMap<>();
        Schema any = schema.orElseGet(() -> Schema.builder("none", 1).build());
        TemplateModel.Builder probe = TemplateModel.builder(any, any);
        Map<String, JsonValue> places = fields.members("values");
        fields.textMembers("values").forEach((name, text) -> {
            String first = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
            try {
                if (first.equals(MessageValues.SEND_DAY) || first.equals(MessageValues.DEADLINE)) {
                    throw new IllegalArgumentException("'" + first + "' is a value that every message has already");
                }
                probe.constant(name, text);
                usable.put(name, text);
            } catch (IllegalArgumentException e) {
                JsonValue place = places.get(name);
                diagnostics.error(
                        fields.source(),
                        place == null ? fields.spanOf("values") : place.span(),
                        CampaignCodes.BAD_NAME,
                        "The value '" + name + "' cannot be used in templates: " + e.getMessage());
            }
        });
        return usable;
    }

    private List<Campaign> campaigns(JsonFields fields, ProgrammeParts parts, Set<String> ids) {
        List<Campaign> campaigns = new ArrayList<>();
        Map<String, String> labels = new HashMap<>();
        CampaignReader reader = new CampaignReader(files, parts, diagnostics);
        List<JsonText> paths = FieldChecks.texts(fields, "campaigns");
        if (paths.isEmpty()) {
            fields.error("campaigns", CampaignCodes.EMPTY_LIST, "'campaigns' names no campaign file");
        }
        for (JsonText item : paths) {
            Optional<SourceText> source = open(fields, item, item.value());
            if (source.isEmpty()) {
                allIdsKnown = false;
                continue;
            }
            CampaignReader.Read read = reader.read(source.get());
            allIdsKnown &= !read.id().isEmpty();
            if (!read.id().isEmpty() && !ids.add(read.id())) {
                diagnostics.error(
                        fields.source(),
                        item.span(),
                        CampaignCodes.DUPLICATE,
                        "The campaign '" + read.id() + "' of this file is in the programme already");
                continue;
            }
            read.campaign().ifPresent(campaign -> {
                campaigns.add(campaign);
                for (CampaignStep step : campaign.steps()) {
                    String other = labels.put(step.label(), campaign.id());
                    if (other != null) {
                        diagnostics.error(
                                fields.source(),
                                item.span(),
                                CampaignCodes.DUPLICATE,
                                "The campaigns '" + other + "' and '" + campaign.id()
                                        + "' both have a step that is named '" + step.label() + "' in exports");
                    }
                }
            });
        }
        return campaigns;
    }

    private List<CampaignSpacing> spacings(JsonFields fields, Set<String> campaignIds) {
        List<CampaignSpacing> spacings = new ArrayList<>();
        Map<String, Set<String>> after = new HashMap<>();
        for (JsonFields item : fields.objects("spacing")) {
            String campaign = knownCampaign(item, "campaign", campaignIds);
            String other = knownCampaign(item, "after", campaignIds);
            Optional<Duration> atLeast =
                    item.parsed("atLeast", "a positive duration such as PT72H", FieldChecks::positiveDuration);
            FieldChecks.present(item, "atLeast", "a positive duration such as PT72H");
            item.done();
            if (!campaignIds.contains(campaign) || !campaignIds.contains(other)) {
                continue;
            }
            after.computeIfAbsent(campaign, any -> new HashSet<>()).add(other);
            if (reaches(other, campaign, after)) {
                item.error(
                        "after",
                        CampaignCodes.SPACING_CYCLE,
                        "'" + campaign + "' would come after '" + other + "', which comes after '" + campaign
                                + "' itself");
                after.get(campaign).remove(other);
            } else {
                atLeast.ifPresent(
                        duration -> spacings.add(new CampaignSpacing(campaign, other, new Spacing(duration))));
            }
        }
        return spacings;
    }

    private String knownCampaign(JsonFields item, String field, Set<String> ids) {
        String id = item.text(field);
        if (item.has(field) && allIdsKnown && !ids.contains(id)) {
            item.error(
                    field,
                    CampaignCodes.SPACING_UNKNOWN_CAMPAIGN,
                    "The programme has no campaign '" + id + "'",
                    Suggestions.didYouMean(id, ids));
        }
        return id;
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> after) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (next.equals(to)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(after.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }

    private List<FrequencyCap> caps(JsonFields fields) {
        List<FrequencyCap> caps = new ArrayList<>();
        for (JsonFields item : fields.objects("caps")) {
            Optional<Integer> messages = item.integer("messages", 1, 1_000_000);
            Optional<Duration> within =
                    item.parsed("within", "a positive duration such as P7D", FieldChecks::positiveDuration);
            FieldChecks.present(item, "messages", "a whole number");
            FieldChecks.present(item, "within", "a positive duration such as P7D");
            List<Channel> channels = ContactReader.channelList(item, "channels");
            item.done();
            if (messages.isPresent() && within.isPresent()) {
                caps.add(new FrequencyCap(messages.get(), within.get(), Set.copyOf(channels)));
            }
        }
        return caps;
    }
}
