package org.tidings.templating;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.ValueType;

/**
 * Compiles one part of one variant: resolves names, checks that every value may stand where it stands, and writes the
 * program. Partials and messages are compiled into their place, because what a name means and how it is escaped depends
 * on it.
 */
final class TextCompiler {
    private final VariantCompiler variant;
    private final ChannelParts.Part part;
    private final Names names;
    private final Program.Writer<Step> out = new Program.Writer<>();
    private final Deque<String> partials = new ArrayDeque<>();
    private final Map<SourceText, MustacheNode.Document> parsed = new HashMap<>();
    private final BlockCompiler blocks = new BlockCompiler(this);
    private HtmlContext html = new HtmlContext();
    private int nodes;
    private int depth;

    TextCompiler(VariantCompiler variant, ChannelParts.Part part) {
        this.variant = variant;
        this.part = part;
        this.names = variant.names();
    }

    Program<Step> compile(SourceText source) {
        MustacheNode.Document document = document(source);
        nodes(document.nodes(), source, Scope.ROOT);
        return out.finish();
    }

    Program.Writer<Step> out() {
        return out;
    }

    VariantCompiler variant() {
        return variant;
    }

    private MustacheNode.Document document(SourceText source) {
        return parsed.computeIfAbsent(
                source, key -> MustacheParser.parse(key, variant.diagnostics(), variant.limits()));
    }

    void nodes(List<MustacheNode> list, SourceText source, Scope outer) {
        Scope scope = outer.withNeutral(neutral(list, outer));
        if (depth > variant.limits().maxDepth() && !list.isEmpty()) {
            error(
                    source,
                    list.get(0).span(),
                    "TPL-006",
                    "Sections and partials are nested deeper than "
                            + variant.limits().maxDepth(),
                    Optional.empty());
            return;
        }
        depth++;
        for (MustacheNode node : list) {
            if (++nodes > variant.limits().maxNodes()) {
                if (nodes == variant.limits().maxNodes() + 1) {
                    error(
                            source,
                            node.span(),
                            "TPL-008",
                            "The text has more than " + variant.limits().maxNodes() + " tags and pieces of text",
                            Optional.empty());
                }
                break;
            }
            if (node instanceof MustacheNode.Text text) {
                text(text.text());
            } else if (node instanceof MustacheNode.Variable variable) {
                variable(variable, source, scope);
            } else if (node instanceof MustacheNode.Section section) {
                section(section, source, scope);
            } else if (node instanceof MustacheNode.Partial partial) {
                blocks.partial(partial, source, scope);
            } else if (node instanceof MustacheNode.Parent parent) {
                blocks.parent(parent, source, scope);
            } else if (node instanceof MustacheNode.Block block) {
                blocks.block(block, source, scope);
            }
        }
        depth--;
    }

    /** Returns the booleans for which a list of pieces says what to do when they are unknown. */
    private List<Ref> neutral(List<MustacheNode> list, Scope scope) {
        String ending = "." + Style.UNKNOWN.accessor();
        List<Ref> found = new ArrayList<>();
        for (MustacheNode node : list) {
            if (node instanceof MustacheNode.Section section
                    && section.name().endsWith(ending)
                    && names.resolve(section.name(), scope) instanceof Names.Meaning.Value value) {
                found.add(value.ref());
            }
        }
        return found;
    }

    /** Adds text of the template itself. A line break in a part of one line becomes a space. */
    private void text(String text) {
        if (part.kind() == ChannelParts.Kind.HTML) {
            html.text(text);
            out.text(text);
        } else if (part.kind() == ChannelParts.Kind.HEADER) {
            out.text(text.replaceAll("[ \t]*\r?\n[ \t]*", " "));
        } else {
            out.text(text.replace("\r\n", "\n"));
        }
    }

    /** Adds text that is not markup, whatever the part: that of a message catalogue. */
    void plainText(String text, SourceText source, Span span) {
        if (part.kind() == ChannelParts.Kind.HTML) {
            if (escapeAt(source, span, "A message", false).isPresent()) {
                out.text(HtmlDocument.escape(text));
            }
        } else {
            text(text);
        }
    }

    private void variable(MustacheNode.Variable tag, SourceText source, Scope scope) {
        if (tag.raw()) {
            error(
                    source,
                    tag.span(),
                    "TPL-014",
                    "'" + tag.name() + "' would stand unescaped; values never become markup",
                    Optional.of("write {{" + tag.name() + "}}"));
        }
        Names.Meaning meaning = names.resolve(tag.name(), scope);
        boolean isLink = meaning instanceof Names.Meaning.Link;
        boolean isMessage = meaning instanceof Names.Meaning.Message;
        if (meaning instanceof Names.Meaning.Unknown unknown) {
            error(source, tag.nameSpan(), code(tag.name()), unknown.message(), unknown.hint());
            return;
        }
        if (isMessage) {
            new MessageCompiler(this, scope).compile(((Names.Meaning.Message) meaning).key());
            return;
        }
        Optional<Escape> escape = escapeAt(source, tag.span(), "'" + tag.name() + "'", isLink);
        if (meaning instanceof Names.Meaning.Value value) {
            style(value, source, tag.nameSpan()).ifPresent(style -> {
                use(value.ref(), style == Style.COUNT, source, tag.nameSpan(), scope);
                escape.ifPresent(place -> {
                    checkBullets(style, place, source, tag.nameSpan());
                    insert(value.ref(), style, place);
                });
            });
        } else if (meaning instanceof Names.Meaning.EverySubject every) {
            everySubject(every, escape, source, tag.nameSpan(), scope);
        } else if (meaning instanceof Names.Meaning.Item item) {
            escape.ifPresent(place -> item(item, place, source, tag.nameSpan(), scope));
        } else if (meaning instanceof Names.Meaning.Link link) {
            List<Operand.Parameter> parameters = variant.parameters(link.link(), this, scope, true);
            escape.ifPresent(place -> value(Operand.LinkInsert.of(link.link().base(), parameters, place)));
        } else {
            error(
                    source,
                    tag.nameSpan(),
                    "TPL-013",
                    "'subjects' is the list of the subjects, which cannot be shown as one value",
                    Optional.of("open a section {{#subjects}}, or show {{subjects.count}}"));
        }
    }

    private void value(Operand operand) {
        out.value(new Step(operand));
    }

    /** Adds a value; one that is the same in every message is encoded now, unless it is to refuse the message. */
    void insert(Ref ref, Style style, Escape place) {
        boolean fixed = ref.source() == Ref.Source.CONSTANT
                && !(place == Escape.HEADER && MessageFrame.breaksHeader(ref.constant()));
        if (fixed) {
            RenderBuffer buffer = new RenderBuffer();
            buffer.begin(Integer.MAX_VALUE);
            boolean rightToLeft =
                    Bidi.isRightToLeft(Locale.forLanguageTag(variant.variant().language()));
            MessageFrame.append(ref.constant(), place, rightToLeft, buffer);
            out.text(buffer.text(0, buffer.length()));
        } else {
            Operand.Insert insert =
                    new Operand.Insert(ref, style, place, variant.manifest().currency());
            if (QuickValue.fits(ref) && (ref.type() != ValueType.TEXT || style == Style.DEFAULT)) {
                out.quickValue(new Step(insert), QuickValue.words(ref, place));
            } else {
                value(insert);
            }
        }
    }

    private static String code(String name) {
        return name.startsWith("msg.") ? "TPL-050" : name.startsWith("link.") ? "TPL-068" : "TPL-010";
    }

    private void item(Names.Meaning.Item item, Escape escape, SourceText source, Span span, Scope scope) {
        int level = scope.loop() == Scope.Loop.SUBJECTS ? -1 : scope.setLevels() - 1;
        switch (item.what()) {
            case "number" -> value(new Operand.TurnNumber(level, escape));
            case "separator" -> value(new Operand.TurnSeparator(level, escape));
            default ->
                error(
                        source,
                        span,
                        "TPL-013",
                        "'item." + item.what() + "' is true or false, which cannot be shown",
                        Optional.of("open a section {{#item." + item.what() + "}}"));
        }
    }

    private void everySubject(
            Names.Meaning.EverySubject every, Optional<Escape> escape, SourceText source, Span span, Scope scope) {
        List<String> accessors = every.accessors();
        String last = accessors.isEmpty() ? "" : accessors.get(accessors.size() - 1);
        Optional<Style> list = Style.of(ValueType.TEXT_SET, last).filter(Style.OF_LISTS::contains);
        String element = accessors.size() > 1 ? String.join(".", accessors.subList(0, accessors.size() - 1)) : "";
        Optional<Style> style = Style.of(every.ref().type(), element);
        if (list.isEmpty() || style.isEmpty()) {
            error(
                    source,
                    span,
                    "TPL-011",
                    "'" + every.ref().name() + "' is one value per subject, which can be shown as a list only",
                    Optional.of("write {{" + every.ref().name() + ".list}}, or show each inside {{#subjects}}"));
            return;
        }
        use(every.ref(), false, source, span, scope);
        escape.ifPresent(place -> {
            checkBullets(list.get(), place, source, span);
            value(new Operand.InsertAll(every.ref(), style.get(), list.get(), place));
        });
    }

    private void checkBullets(Style style, Escape escape, SourceText source, Span span) {
        if (style == Style.BULLETS && (escape == Escape.HEADER || escape == Escape.ATTRIBUTE)) {
            error(
                    source,
                    span,
                    "TPL-047",
                    "Bullets need lines of their own, and there is only one line here",
                    Optional.of("use .list"));
        }
    }

    /** Returns how a value is to be written, or nothing where it cannot be; the fault is reported. */
    Optional<Style> style(Names.Meaning.Value value, SourceText source, Span span) {
        ValueType type = value.ref().type();
        Optional<Style> style = Style.of(type, value.accessor()).filter(found -> found != Style.UNKNOWN);
        if (style.isPresent()) {
            if (style.get() == Style.CURRENCY && variant.manifest().currency().isEmpty()) {
                error(
                        source,
                        span,
                        "TPL-011",
                        "The manifest names no currency for '" + value.ref().name() + "'",
                        Optional.of("add \"currency\": \"EUR\""));
            }
            return style;
        }
        if (type == ValueType.BOOL) {
            error(
                    source,
                    span,
                    "TPL-013",
                    "'" + value.ref().name() + "' is true or false, which cannot be shown",
                    Optional.of("open a section {{#" + value.ref().name() + "}}"));
        } else if (type == ValueType.TEXT_SET && value.accessor().isEmpty()) {
            error(
                    source,
                    span,
                    "TPL-013",
                    "'" + value.ref().name() + "' is a set, which cannot be shown as one value",
                    Optional.of("write {{" + value.ref().name() + ".list}}"));
        } else {
            wrongAccessor(value, source, span);
        }
        return Optional.empty();
    }

    private void wrongAccessor(Names.Meaning.Value value, SourceText source, Span span) {
        List<String> known = Style.accessorsOf(value.ref().type());
        String has = known.isEmpty() ? "none" : String.join(", ", known);
        error(
                source,
                span,
                "TPL-011",
                "'" + value.ref().name() + "' is " + Style.article(value.ref().type()) + ", which has no '."
                        + value.accessor() + "'",
                org.tidings.core.Suggestions.didYouMean(value.accessor(), known)
                        .or(() -> Optional.of("it has " + has)));
    }

    private void section(MustacheNode.Section section, SourceText source, Scope scope) {
        Names.Meaning meaning = names.resolve(section.name(), scope);
        Scope inner = scope;
        Optional<Operand> operand = Optional.empty();
        if (meaning instanceof Names.Meaning.Unknown unknown) {
            error(source, section.nameSpan(), code(section.name()), unknown.message(), unknown.hint());
        } else if (meaning instanceof Names.Meaning.Subjects) {
            operand = Optional.of(new Operand.SubjectLoop());
            inner = section.inverted() ? scope : scope.inSubjectLoop();
            if (scope.inSubjects()) {
                error(
                        source,
                        section.nameSpan(),
                        "TPL-017",
                        "A section on the subjects stands inside another one",
                        Optional.empty());
                operand = Optional.empty();
            }
        } else if (meaning instanceof Names.Meaning.Item item
                && (item.what().equals("first") || item.what().equals("last"))) {
            int level = scope.loop() == Scope.Loop.SUBJECTS ? -1 : scope.setLevels() - 1;
            operand = Optional.of(new Operand.Turn(level, item.what().equals("last")));
        } else if (meaning instanceof Names.Meaning.EverySubject every
                && every.ref().type() != ValueType.BOOL) {
            operand = Optional.of(present(List.of(every.ref()), source, section.nameSpan()));
            inner = section.inverted() ? scope : scope.knowing(every.ref());
        } else if (meaning instanceof Names.Meaning.Link link) {
            List<Ref> refs = variant.parameters(link.link(), this, scope, false).stream()
                    .map(Operand.Parameter::ref)
                    .toList();
            Scope guarded = scope;
            for (Ref ref : refs) {
                guarded = guarded.knowing(ref);
            }
            operand = Optional.of(new Operand.Present(refs));
            inner = section.inverted() ? scope : guarded;
        } else if (meaning instanceof Names.Meaning.Value value && isTestable(value)) {
            operand = valueSection(value, section, source, scope);
            inner = scopeOf(value, section.inverted(), scope);
        } else {
            error(
                    source,
                    section.nameSpan(),
                    "TPL-012",
                    "'" + section.name() + "' is nothing that a section can depend on",
                    Optional.of("a section depends on a value, a list or a condition"));
        }
        body(section, operand, source, inner);
    }

    private static boolean isTestable(Names.Meaning.Value value) {
        return value.ref().isTraced();
    }

    private Optional<Operand> valueSection(
            Names.Meaning.Value value, MustacheNode.Section section, SourceText source, Scope scope) {
        Ref ref = value.ref();
        Optional<Style> style = Style.of(ref.type(), value.accessor());
        boolean bare = value.accessor().isEmpty();
        if (style.isEmpty() && !bare) {
            wrongAccessor(value, source, section.nameSpan());
            return Optional.empty();
        }
        if (ref.type() == ValueType.BOOL && bare) {
            return Optional.of(holds(ref, section, source, scope));
        }
        if (ref.type() == ValueType.BOOL) {
            variant.use(ref, part, false, this, source, section.nameSpan());
            return Optional.of(new Operand.Unknown(ref));
        }
        if (ref.type() == ValueType.TEXT_SET && bare) {
            variant.use(ref, part, false, this, source, section.nameSpan());
            return Optional.of(new Operand.SetLoop(ref, scope.setLevels()));
        }
        return Optional.of(present(List.of(ref), source, section.nameSpan()));
    }

    private Operand present(List<Ref> refs, SourceText source, Span span) {
        refs.forEach(ref -> variant.use(ref, part, false, this, source, span));
        return new Operand.Present(refs);
    }

    private Operand holds(Ref ref, MustacheNode.Section section, SourceText source, Scope scope) {
        boolean neutral = scope.isNeutral(ref);
        boolean known = neutral || scope.isGuarded(ref);
        boolean required = variant.isRequired(ref);
        if (!known && !required && (ref.mayBeMissing() || variant.mayBeDenied(ref))) {
            error(
                    source,
                    section.nameSpan(),
                    "TPL-022",
                    "'" + ref.name() + "' may be unknown, and the text does not say what it says then",
                    Optional.of("add a branch {{#" + section.name() + ".unknown}} beside this one, or name '"
                            + VariantCompiler.requiredName(ref) + "' under 'required' in the manifest"));
        }
        variant.use(ref, part, !known, this, source, section.nameSpan());
        return new Operand.Holds(ref, neutral);
    }

    private Scope scopeOf(Names.Meaning.Value value, boolean inverted, Scope scope) {
        Ref ref = value.ref();
        if (ref.type() == ValueType.BOOL) {
            // Inside a branch for true or false, and inside {{^x.unknown}}, the condition is known.
            boolean unknownBranch = value.accessor().equals(Style.UNKNOWN.accessor()) && !inverted;
            return unknownBranch ? scope : scope.knowing(ref);
        }
        if (inverted) {
            return scope;
        }
        if (ref.type() == ValueType.TEXT_SET && value.accessor().isEmpty()) {
            return scope.inSetLoop(ref, names.member(ref, scope.setLevels()));
        }
        return ref.type() == ValueType.TEXT_SET ? scope.knowing(ref) : scope.guarding(List.of(ref));
    }

    private void body(MustacheNode.Section section, Optional<Operand> operand, SourceText source, Scope inner) {
        HtmlContext before = html.copy();
        if (operand.isEmpty()) {
            nodes(section.body(), source, inner);
        } else {
            boolean loops = operand.get() instanceof Operand.SubjectLoop || operand.get() instanceof Operand.SetLoop;
            int place = begin(operand.get(), section.inverted());
            nodes(section.body(), source, inner);
            out.endSection(place, loops && !section.inverted());
        }
        if (part.kind() == ChannelParts.Kind.HTML && !html.isSamePlace(before)) {
            error(
                    source,
                    section.span(),
                    "TPL-045",
                    "Section '" + section.name() + "' begins and ends in different places of the HTML",
                    Optional.of("close inside the section the tags and quotes that it opens"));
            html = before;
        }
    }

    private int begin(Operand section, boolean inverted) {
        Step step = new Step(section);
        if (section instanceof Operand.Holds holds && QuickValue.fits(holds.ref())) {
            return out.test(step, inverted, QuickValue.words(holds.ref(), Escape.TEXT));
        }
        return out.section(step, inverted, QuickValue.words(section));
    }

    /** Compiles a partial or parent into its place; returns whether there is one that can stand here. */
    boolean include(String name, String indent, Span nameSpan, SourceText source, Scope scope) {
        if (name.startsWith("*")) {
            error(
                    source,
                    nameSpan,
                    "TPL-009",
                    "The name '" + name
                            + "' is a value, so that nobody could tell beforehand which data the text shows",
                    Optional.of("open a section for each case, with a partial of its own"));
            return false;
        }
        Optional<SourceText> file = variant.files().partial(variant.variant(), name);
        if (file.isEmpty()) {
            error(
                    source,
                    nameSpan,
                    "TPL-015",
                    "There is no partial '" + name + "' for "
                            + variant.variant().language() + ", "
                            + variant.variant().style(),
                    org.tidings.core.Suggestions.didYouMean(
                            name, variant.files().partialNames()));
            return false;
        }
        if (partials.contains(name)) {
            error(source, nameSpan, "TPL-016", "Partial '" + name + "' contains itself", Optional.empty());
            return false;
        }
        partials.push(name);
        nodes(document(file.get()).indented(indent), file.get(), scope);
        partials.pop();
        return true;
    }

    /** Reports a value that may not be used here, and counts it among the uses. */
    void use(Ref ref, boolean emptyIsFine, SourceText source, Span span, Scope scope) {
        boolean guarded = scope.isGuarded(ref) || ref.source() == Ref.Source.MEMBER;
        if (ref.isTraced()) {
            if (!guarded && !variant.isRequired(ref)) {
                checkGuard(ref, emptyIsFine, source, span);
            }
            variant.use(ref, part, !guarded, this, source, span);
        }
    }

    private void checkGuard(Ref ref, boolean emptyIsFine, SourceText source, Span span) {
        boolean present = emptyIsFine
                && names.attribute(ref)
                        .map(org.tidings.core.Attribute::required)
                        .orElse(false);
        String required = VariantCompiler.requiredName(ref);
        Optional<String> hint = Optional.of("write {{#" + ref.name() + "}}...{{/" + ref.name()
                + "}} around it, or name '" + required + "' under 'required' in the manifest");
        if (ref.mayBeMissing() && !present) {
            error(
                    source,
                    span,
                    "TPL-020",
                    "'" + ref.name() + "' may be missing, and the text does not say what it says then",
                    hint);
        } else if (variant.mayBeDenied(ref)) {
            error(
                    source,
                    span,
                    "TPL-021",
                    "'" + ref.name() + "' may be denied for purpose '"
                            + variant.manifest().purpose() + "', and the text does not say what it says then",
                    hint);
        }
    }

    /** Returns how a value is escaped here, or nothing where none may stand; the fault is reported. */
    Optional<Escape> escapeAt(SourceText source, Span span, String what, boolean isLink) {
        if (part.kind() != ChannelParts.Kind.HTML) {
            return Optional.of(part.kind().escape());
        }
        HtmlContext.Place place = html.place();
        html.value();
        switch (place) {
            case TEXT -> {
                return Optional.of(Escape.HTML);
            }
            case ATTRIBUTE -> {
                return Optional.of(Escape.ATTRIBUTE);
            }
            case LINK, ADDRESS -> {
                if (isLink && place == HtmlContext.Place.LINK) {
                    return Optional.of(Escape.ATTRIBUTE);
                }
                error(
                        source,
                        span,
                        "TPL-043",
                        what + " stands in '" + html.attribute() + "' of <" + html.element()
                                + ">, where only a declared link may stand, alone, in the href of an <a>",
                        Optional.of("declare the link in the manifest and write href=\"{{link.name}}\""));
            }
            case UNQUOTED ->
                error(
                        source,
                        span,
                        "TPL-040",
                        what + " stands in an attribute without quotes",
                        Optional.of("put the value of the attribute in double quotes"));
            case RAW ->
                error(
                        source,
                        span,
                        "TPL-041",
                        what + " stands in a script, a style sheet or a comment, where no value may stand",
                        Optional.empty());
            case UNSAFE_ATTRIBUTE ->
                error(
                        source,
                        span,
                        "TPL-042",
                        what + " stands in attribute '" + html.attribute()
                                + "', which is not text for people, so that no value may stand there",
                        Optional.empty());
            case TAG ->
                error(
                        source,
                        span,
                        "TPL-044",
                        what + " stands inside a tag, where no value may stand",
                        Optional.empty());
        }
        return Optional.empty();
    }

    ChannelParts.Part part() {
        return part;
    }

    void error(SourceText source, Span span, String code, String message, Optional<String> hint) {
        variant.diagnostics().error(source, span, code, message, hint);
    }
}
