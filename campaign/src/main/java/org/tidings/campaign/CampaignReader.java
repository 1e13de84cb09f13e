package org.tidings.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Limits;
import org.tidings.core.Purpose;
import org.tidings.core.SourceText;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Footprint;
import org.tidings.segmentation.Segment;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;
import org.tidings.timing.ReminderSteps;

/** Reads and checks one campaign file and the template that it names. */
final class CampaignReader {
    private final ProgrammeFiles files;
    private final ProgrammeParts parts;
    private final Diagnostics diagnostics;

    CampaignReader(ProgrammeFiles files, ProgrammeParts parts, Diagnostics diagnostics) {
        this.files = files;
        this.parts = parts;
        this.diagnostics = diagnostics;
    }

    /**
     * What a file gave.
     *
     * @param id id of the campaign; an empty text where it could not be read
     * @param campaign the campaign, or nothing where something in it is wrong; that is reported
     */
    record Read(String id, Optional<Campaign> campaign) {}

    Read read(SourceText source) {
        Optional<JsonFields> fields = JsonReader.readObject(source, diagnostics, Limits.defaults())
                .map(found -> JsonFields.of(source, diagnostics, found));
        if (fields.isEmpty()) {
            return new Read("", Optional.empty());
        }
        String id = fields.get().text("campaign");
        return new Read(id, read(fields.get(), id));
    }

    private Optional<Campaign> read(JsonFields fields, String id) {
        int errorsBefore = diagnostics.errorCount();
        ExpressionReader expressions = new ExpressionReader(parts.rulebook(), fields.source(), diagnostics);
        FieldChecks.name(fields, "campaign", id);
        int version = fields.integer("version", 1, Integer.MAX_VALUE).orElse(1);
        String title = fields.optionalText("title").orElse(id);
        Optional<Purpose> purpose = purpose(fields);
        Optional<Segment> segment = segment(fields);
        Optional<Expression> status = expressions.optional(fields, "status", ValueType.TEXT);
        Optional<Expression> detail = expressions.optional(fields, "detail", ValueType.TEXT);
        Optional<JsonFields> recipients = fields.object("recipients");
        Optional<Expression> self = recipients.flatMap(inner -> expressions.optional(inner, "self", ValueType.BOOL));
        Campaign.Guardians guardians = recipients
                .flatMap(inner -> inner.constant("guardians", Campaign.Guardians.class))
                .orElse(Campaign.Guardians.NONE);
        recipients.ifPresent(JsonFields::done);
        Optional<Expression> deadline = expressions.optional(fields, "deadline", ValueType.DATE);
        List<CampaignStep> steps = steps(fields, id);
        boolean nominal = fields.constant("evaluate", Evaluate.class).orElse(Evaluate.SEND_DAY) == Evaluate.NOMINAL;
        boolean crisis = fields.constant("priority", Priority.class).orElse(Priority.NORMAL) == Priority.CRISIS;
        if (crisis) {
            purpose.ifPresent(known -> checkCrisis(fields, known));
        }
        Optional<Expression> holdout = expressions.optional(fields, "holdout", ValueType.BOOL);
        Optional<Expression> subjectOrder = expressions.optional(fields, "subjectOrder", ValueType.TEXT);
        List<Channel> channels = channels(fields, purpose);
        SendTiming sendTime = new SendTimingReader(files, diagnostics).read(fields, crisis, channels);
        Optional<MessageTemplate> template = template(fields, deadline);
        fields.done();
        if (template.isPresent()) {
            checkTemplate(fields, template.get(), purpose, channels);
        }
        purpose.ifPresent(known -> {
            segment.ifPresent(found -> {
                checkForbidden(fields, known, "segment", Optional.of(found.condition()));
                warnRevealed(fields, known, "segment", "The segment '" + found.name() + "'", found.footprint());
            });
            self.ifPresent(found ->
                    warnRevealed(fields, known, "recipients", "The condition of who reads", found.footprint()));
            deadline.ifPresent(found -> warnRevealed(fields, known, "deadline", "The deadline", found.footprint()));
            checkForbidden(fields, known, "status", status);
            checkForbidden(fields, known, "detail", detail);
            checkForbidden(fields, known, "deadline", deadline);
            checkForbidden(fields, known, "subjectOrder", subjectOrder);
            checkForbidden(fields, known, "holdout", holdout);
            checkForbidden(fields, known, "recipients", self);
        });
        if (diagnostics.errorCount() > errorsBefore || purpose.isEmpty() || segment.isEmpty() || template.isEmpty()) {
            return Optional.empty();
        }
        Set<String> receipt = receiptCategories(segment.get(), self, deadline);
        return Optional.of(new Campaign(
                id,
                version,
                title,
                purpose.get(),
                segment.get(),
                status,
                detail,
                self,
                guardians,
                template.get(),
                deadline,
                steps,
                nominal,
                sendTime,
                crisis,
                holdout,
                subjectOrder,
                receipt,
                channels,
                uses(template.get(), channels, receipt, subjectOrder),
                uses(template.get(), channels, Set.of(), Optional.empty())));
    }

    private Optional<Purpose> purpose(JsonFields fields) {
        String id = fields.text("purpose");
        if (!fields.has("purpose") || parts.catalogue().isEmpty()) {
            return Optional.empty();
        }
        Optional<Purpose> purpose = parts.catalogue().get().purpose(id);
        if (purpose.isEmpty()) {
            fields.error(
                    "purpose",
                    CampaignCodes.UNKNOWN_PURPOSE,
                    "The catalogue has no purpose '" + id + "'",
                    Suggestions.didYouMean(id, parts.catalogue().get().purposeIds()));
        } else if (purpose.get().isAbstract()) {
            fields.error(
                    "purpose",
                    CampaignCodes.ABSTRACT_PURPOSE,
                    "The purpose '" + id + "' only groups others; a campaign has one of those");
            return Optional.empty();
        }
        return purpose;
    }

    private Optional<Segment> segment(JsonFields fields) {
        String name = fields.text("segment");
        if (!fields.has("segment") || parts.rulebook().isEmpty()) {
            return Optional.empty();
        }
        Optional<Segment> segment = parts.rulebook().get().segment(name);
        if (segment.isEmpty()) {
            fields.error(
                    "segment",
                    CampaignCodes.UNKNOWN_SEGMENT,
                    "The rules have no segment '" + name + "'",
                    Suggestions.didYouMean(name, parts.rulebook().get().segmentNames()));
        }
        return segment;
    }

    private List<CampaignStep> steps(JsonFields fields, String id) {
        List<ReminderSteps.Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<Integer> days = new HashSet<>();
        for (JsonFields step : fields.objects("steps")) {
            String name = step.text("step");
            Optional<Integer> before = step.integer("daysBefore", 0, 36_500);
            FieldChecks.present(step, "daysBefore", "a whole number");
            step.done();
            FieldChecks.name(step, "step", name);
            if (!names.add(name)) {
                step.error("step", CampaignCodes.DUPLICATE, "Two steps are named '" + name + "'");
            } else if (before.isPresent() && !days.add(before.get())) {
                step.error(
                        "daysBefore",
                        CampaignCodes.DUPLICATE,
                        "Two steps lie equally many days before the deadline: " + before.get());
            } else {
                before.ifPresent(count -> steps.add(new ReminderSteps.Step(name, count)));
            }
        }
        if (fields.has("steps") != fields.has("deadline")) {
            String given = fields.has("steps") ? "steps" : "deadline";
            fields.error(
                    given,
                    CampaignCodes.STEPS_AND_DEADLINE,
                    "'" + given + "' is given without '" + (given.equals("steps") ? "deadline" : "steps")
                            + "'; steps lie before a deadline, so that both are needed or neither");
        } else if (fields.has("steps") && fields.list("steps").isEmpty()) {
            fields.error("steps", CampaignCodes.EMPTY_LIST, "'steps' names no step");
        }
        if (steps.isEmpty()) {
            return List.of(new CampaignStep(id, OptionalInt.empty()));
        }
        return new ReminderSteps(steps)
                .steps().stream()
                        .map(step -> new CampaignStep(id + "-" + step.name(), OptionalInt.of(step.daysBefore())))
                        .toList();
    }

    private static void checkCrisis(JsonFields fields, Purpose purpose) {
        boolean any = purpose.terms().values().stream().anyMatch(terms -> terms.basis() == LawfulBasis.VITAL_INTERESTS);
        if (!any) {
            fields.error(
                    "priority",
                    CampaignCodes.CRISIS_WITHOUT_BASIS,
                    "Quiet hours and caps give way to a crisis only on the basis of vital interests, and the purpose '"
                            + purpose.id() + "' has it on no channel");
        }
    }

    /** Returns the channels that are open to the campaign: the programme's, those listed here, those of the purpose. */
    private List<Channel> channels(JsonFields fields, Optional<Purpose> purpose) {
        List<Channel> own = ContactReader.channelList(fields, "channels");
        List<Channel> order = parts.contact().map(ContactPolicy::channelOrder).orElse(List.of());
        List<Channel> result = new ArrayList<>();
        for (Channel channel : order) {
            boolean listed = own.isEmpty() || own.contains(channel);
            boolean allowed = purpose.isEmpty() || purpose.get().terms().containsKey(channel);
            if (listed && allowed) {
                result.add(channel);
            }
        }
        if (result.isEmpty() && !order.isEmpty() && purpose.isPresent()) {
            fields.error(
                    fields.has("channels") ? "channels" : "purpose",
                    CampaignCodes.NO_CHANNEL_LEFT,
                    "No channel is left: none is in 'channelOrder', allowed by the purpose '"
                            + purpose.get().id() + "' and listed by the campaign");
        }
        return result;
    }

    private Optional<MessageTemplate> template(JsonFields fields, Optional<Expression> deadline) {
        String folder = fields.text("template");
        if (!fields.has("template")) {
            return Optional.empty();
        }
        Optional<SourceText> manifest = ProgrammeParts.read(files, folder + "/manifest.json", diagnostics);
        if (manifest.isEmpty()) {
            fields.error(
                    "template",
                    CampaignCodes.MISSING_FILE,
                    "There is no template '" + folder + "': the file " + folder + "/manifest.json is missing");
            return Optional.empty();
        }
        if (parts.rulebook().isEmpty() || parts.catalogue().isEmpty()) {
            return Optional.empty();
        }
        Map<String, SourceText> bodies = new TreeMap<>();
        for (String path : files.list(folder)) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (!name.equals("manifest.json")) {
                ProgrammeParts.read(files, path, diagnostics).ifPresent(text -> bodies.put(name, text));
            }
        }
        TemplateModel.Builder model = parts.templateModel(parts.rulebook().get().schema());
        model.value(MessageValues.SEND_DAY, ValueType.DATE, Set.of(), true);
        if (fields.has("deadline") || fields.has("steps")) {
            // Declared even where the expression is broken, so that the template is not blamed for it.
            Set<String> categories =
                    deadline.map(found -> found.footprint().categories()).orElse(Set.of());
            model.value(MessageValues.DEADLINE, ValueType.DATE, categories, true);
        }
        try {
            MessageTemplate template = MessageTemplate.compile(
                    new TemplateFiles(manifest.get(), bodies),
                    model.build(),
                    parts.catalogue().get());
            diagnostics.addAll(template.warnings());
            return Optional.of(template);
        } catch (InvalidInputException e) {
            diagnostics.addAll(e.diagnostics());
            return Optional.empty();
        }
    }

    private static void checkTemplate(
            JsonFields fields, MessageTemplate template, Optional<Purpose> purpose, List<Channel> channels) {
        if (purpose.isPresent() && !template.purpose().equals(purpose.get().id())) {
            fields.error(
                    "template",
                    CampaignCodes.TEMPLATE_PURPOSE,
                    "The template '" + template.id() + "' is written for the purpose '" + template.purpose()
                            + "'; the campaign has '" + purpose.get().id() + "'");
        }
        Set<Channel> written = new HashSet<>();
        template.variants().forEach(variant -> written.add(variant.channel()));
        for (Channel channel : channels) {
            if (!written.contains(channel)) {
                fields.error(
                        "template",
                        CampaignCodes.TEMPLATE_WITHOUT_CHANNEL,
                        "The template '" + template.id() + "' has no text for the channel '" + channel.id()
                                + "', which the campaign may choose",
                        Optional.of("write one, or list the channels of the campaign under 'channels'"));
            }
        }
    }

    /** Returns what a reader learns without reading: that the rule chose the person, who reads, and when. */
    private static Set<String> receiptCategories(
            Segment segment, Optional<Expression> self, Optional<Expression> deadline) {
        Set<String> categories = new TreeSet<>(segment.footprint().categories());
        self.ifPresent(found -> categories.addAll(found.footprint().categories()));
        deadline.ifPresent(found -> categories.addAll(found.footprint().categories()));
        return categories;
    }

    private static void warnRevealed(
            JsonFields fields, Purpose purpose, String field, String what, Footprint footprint) {
        Set<String> refused = new TreeSet<>();
        for (String category : footprint.categories()) {
            if (!purpose.allows(category)) {
                refused.add(category);
            }
        }
        if (!refused.isEmpty()) {
            fields.diagnostics()
                    .warning(
                            fields.source(),
                            fields.spanOf(field),
                            CampaignCodes.CATEGORY_NOT_ALLOWED,
                            what + " uses " + String.join(", ", refused)
                                    + ", which the purpose '" + purpose.id()
                                    + "' does not allow: receipt would reveal it, so that nobody will be reached",
                            Optional.of("allow the category in the catalogue, or leave it out of the rule"));
        }
    }

    private static void checkForbidden(
            JsonFields fields, Purpose purpose, String field, Optional<Expression> expression) {
        if (expression.isPresent()
                && expression.get().footprint().forbiddenFor().contains(purpose.id())) {
            fields.error(
                    field,
                    CampaignCodes.FORBIDDEN_ATTRIBUTE,
                    "'" + field + "' uses an attribute that the schema forbids for the purpose '" + purpose.id() + "'");
        }
    }

    private static Map<Channel, List<CategoryUse>> uses(
            MessageTemplate template, List<Channel> channels, Set<String> receipt, Optional<Expression> order) {
        Map<Channel, List<CategoryUse>> result = new EnumMap<>(Channel.class);
        for (Channel channel : channels) {
            Set<CategoryUse> uses = new LinkedHashSet<>(template.uses(channel));
            for (String category : new TreeSet<>(receipt)) {
                uses.add(new CategoryUse(category, CategoryUse.Via.SEGMENT_RULE));
            }
            order.ifPresent(found -> new TreeSet<>(found.footprint().categories())
                    .forEach(category -> uses.add(new CategoryUse(category, CategoryUse.Via.PLACEHOLDER))));
            result.put(channel, List.copyOf(uses));
        }
        return result;
    }

    private enum Evaluate {
        NOMINAL,
        SEND_DAY
    }

    private enum Priority {
        NORMAL,
        CRISIS
    }
}
