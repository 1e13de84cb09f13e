package org.tidings.templating;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tidings.core.Art9Condition;
import org.tidings.core.Attribute;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.ChannelDefinition;
import org.tidings.core.ChannelTerms;
import org.tidings.core.Diagnostics;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Limits;
import org.tidings.core.Purpose;
import org.tidings.core.SourceText;
import org.tidings.core.Span;

/** Compiles the parts of one variant and answers their questions about the purpose, the channel and the catalogues. */
final class VariantCompiler {
    private final Variant variant;
    private final Manifest manifest;
    private final FileIndex files;
    private final MessageCatalogues messages;
    private final Catalogue catalogue;
    private final Purpose purpose;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final Names names;
    private final Map<String, CategoryUse.Via> uses = new TreeMap<>();
    private final Set<String> recipientDerived = new HashSet<>();
    private final Set<String> subjectDerived = new HashSet<>();

    VariantCompiler(
            Variant variant,
            TemplateModel model,
            Manifest manifest,
            FileIndex files,
            MessageCatalogues messages,
            Catalogue catalogue,
            Purpose purpose,
            Limits limits,
            Diagnostics diagnostics) {
        this.variant = variant;
        this.manifest = manifest;
        this.files = files;
        this.messages = messages;
        this.catalogue = catalogue;
        this.purpose = purpose;
        this.limits = limits;
        this.diagnostics = diagnostics;
        this.names = new Names(model, manifest, messages.keys());
    }

    CompiledVariant compile() {
        ChannelParts channelParts = ChannelParts.of(variant.channel());
        boolean ownHtml = files.rank(variant, "html") <= files.rank(variant, "text");
        Map<String, CompiledVariant.Part> parts = new LinkedHashMap<>();
        for (ChannelParts.Part part : channelParts.parts()) {
            boolean html = part.kind() == ChannelParts.Kind.HTML;
            boolean letterText =
                    variant.channel() == Channel.LETTER && part.name().equals("text");
            if ((html && !ownHtml) || (letterText && ownHtml)) {
                // A less specific HTML file would say something else than the text.
                continue;
            }
            Optional<SourceText> file = files.part(variant, part.name());
            if (file.isPresent()) {
                Program<Step> program = new TextCompiler(this, part).compile(file.get());
                parts.put(part.name(), new CompiledVariant.Part(part, program));
            } else if (part.name().equals("alt") && options().picture()) {
                diagnostics.error(
                        manifest.source(),
                        Span.NONE,
                        "TPL-073",
                        "Variant " + variant + " goes out with a picture, and nothing says what it shows",
                        Optional.of("write a file social.alt." + variant.language()
                                + ".mustache for people who cannot see it"));
            } else if (part.required()) {
                diagnostics.error(
                        manifest.source(),
                        Span.NONE,
                        "TPL-064",
                        "Variant " + variant + " has no " + part.name(),
                        Optional.of("write a file " + variant.channel().id() + "." + part.name() + "."
                                + variant.language() + ".mustache"));
            }
        }
        Locale locale = Locale.forLanguageTag(variant.language());
        boolean rightToLeft = Bidi.isRightToLeft(locale);
        return new CompiledVariant(
                variant,
                locale,
                rightToLeft,
                List.copyOf(parts.values()),
                names.cells(),
                names.categoryBits(),
                uses(),
                Set.copyOf(recipientDerived),
                Set.copyOf(subjectDerived),
                !parts.containsKey("html") && derivesHtml(),
                HtmlDocument.head(locale, rightToLeft));
    }

    private boolean derivesHtml() {
        return switch (variant.channel()) {
            case LETTER -> true;
            case EMAIL ->
                manifest.channels()
                        .getOrDefault(variant.channel(), Manifest.ChannelOptions.DEFAULT)
                        .deriveHtml();
            case SMS, PUSH, SOCIAL -> false;
        };
    }

    private Manifest.ChannelOptions options() {
        return manifest.channels().getOrDefault(variant.channel(), Manifest.ChannelOptions.DEFAULT);
    }

    Variant variant() {
        return variant;
    }

    Manifest manifest() {
        return manifest;
    }

    FileIndex files() {
        return files;
    }

    MessageCatalogues messages() {
        return messages;
    }

    Limits limits() {
        return limits;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    Names names() {
        return names;
    }

    /** Returns the name under which the manifest calls a value required. */
    static String requiredName(Ref ref) {
        return ref.source() == Ref.Source.SUBJECT ? "subjects." + ref.name() : ref.name();
    }

    /** Returns whether the manifest says that a text cannot do without a value. */
    boolean isRequired(Ref ref) {
        return manifest.required().containsKey(requiredName(ref));
    }

    /**
     * Returns whether a decision for the purpose and channel can deny one of the categories: consent can be limited to
     * categories, and a special category can lack its condition or law.
     */
    boolean mayBeDenied(Ref ref) {
        if (ref.categories().isEmpty()) {
            return false;
        }
        ChannelTerms terms = purpose.terms().get(variant.channel());
        if (terms != null && terms.basis() == LawfulBasis.CONSENT) {
            return true;
        }
        return ref.categories().stream().anyMatch(catalogue::isSpecial) && !hasSpecialCategoryGround();
    }

    private boolean hasSpecialCategoryGround() {
        Optional<Art9Condition> condition = purpose.art9();
        if (condition.isEmpty() || condition.get() == Art9Condition.A) {
            return false;
        }
        return !condition.get().needsLaw()
                || purpose.art9Law().containsKey("*")
                || (!purpose.jurisdictions().isEmpty()
                        && purpose.art9Law().keySet().containsAll(purpose.jurisdictions()));
    }

    /** Counts a value among the uses, and reports it where the purpose, the part or its own nature does not allow it. */
    void use(Ref ref, ChannelParts.Part part, boolean required, TextCompiler compiler, SourceText source, Span span) {
        Optional<Attribute> attribute = names.attribute(ref);
        attribute.filter(Attribute::derived).ifPresent(found -> {
            boolean ofRecipient = ref.source() == Ref.Source.RECIPIENT;
            (ofRecipient ? recipientDerived : subjectDerived).add(found.name());
        });
        if (attribute.map(Attribute::hiddenWhileFuture).orElse(false)) {
            compiler.error(
                    source,
                    span,
                    "TPL-023",
                    "'" + ref.name() + "' is hidden while it lies in the future, which a template cannot tell",
                    Optional.of("derive an attribute from it in the rules, and show that"));
        }
        if (attribute.map(found -> found.forbiddenFor().contains(purpose.id())).orElse(false)) {
            compiler.error(
                    source,
                    span,
                    "TPL-032",
                    "'" + ref.name() + "' must not be used for purpose '" + purpose.id() + "'",
                    Optional.empty());
        }
        boolean ofPerson = ref.source() != Ref.Source.VALUE || !ref.categories().isEmpty();
        if (variant.channel() == Channel.SOCIAL && ofPerson) {
            compiler.error(
                    source,
                    span,
                    "TPL-034",
                    "'" + ref.name() + "' is about one person, and everybody reads a post",
                    Optional.of("use constants and values of the message that are nobody's"));
        }
        int exposure = catalogue
                .channel(variant.channel())
                .map(channel -> confidentiality(channel, part))
                .orElse(0);
        for (String category : ref.categories()) {
            uses.merge(
                    category,
                    required ? CategoryUse.Via.REQUIRED : CategoryUse.Via.PLACEHOLDER,
                    (a, b) -> a == CategoryUse.Via.REQUIRED ? a : b);
            if (!purpose.allows(category)) {
                compiler.error(
                        source,
                        span,
                        "TPL-031",
                        "'" + ref.name() + "' reveals '" + category + "', which purpose '" + purpose.id()
                                + "' does not allow",
                        Optional.of("allowed are "
                                + String.join(", ", new java.util.TreeSet<>(purpose.categoriesAllowed()))));
            }
            int needed = catalogue.minConfidentiality(category);
            if (needed > exposure) {
                compiler.error(
                        source,
                        span,
                        "TPL-030",
                        "'" + ref.name() + "' reveals '" + category + "', which needs confidentiality " + needed
                                + "; the " + part.name() + " of " + article(variant.channel()) + " has " + exposure,
                        Optional.of("show it in a part that fewer people see, or say it in general terms"));
            }
        }
    }

    private static int confidentiality(ChannelDefinition channel, ChannelParts.Part part) {
        return channel.confidentialityOf(part.name());
    }

    private static String article(Channel channel) {
        return channel == Channel.EMAIL || channel == Channel.SMS ? "an " + channel.id() : "a " + channel.id();
    }

    /**
     * Returns the parameters of a link.
     *
     * @param shown whether the link is written here, so that its values must be there
     */
    List<Operand.Parameter> parameters(Manifest.Link link, TextCompiler compiler, Scope scope, boolean shown) {
        List<Operand.Parameter> parameters = new ArrayList<>();
        for (Manifest.Parameter parameter : link.parameters()) {
            Span span = parameter.span();
            Names.Meaning meaning = names.resolve(parameter.value(), scope);
            if (meaning instanceof Names.Meaning.Value value
                    && value.accessor().isEmpty()
                    && value.ref().type() != org.tidings.core.ValueType.TEXT_SET) {
                Ref ref = value.ref();
                checkUrl(ref, span);
                if (shown) {
                    compiler.use(ref, false, manifest.source(), span, scope);
                } else {
                    use(ref, compiler.part(), false, compiler, manifest.source(), span);
                }
                parameters.add(new Operand.Parameter(parameter.name(), ref));
            } else if (meaning instanceof Names.Meaning.Unknown unknown) {
                compiler.error(manifest.source(), span, "TPL-010", unknown.message(), unknown.hint());
            } else {
                compiler.error(
                        manifest.source(),
                        span,
                        "TPL-069",
                        "'" + parameter.value()
                                + "' cannot be the parameter of a link, which is one value without an accessor",
                        Optional.empty());
            }
        }
        return parameters;
    }

    private void checkUrl(Ref ref, Span span) {
        for (String category : ref.categories()) {
            if (catalogue.isSpecial(category)) {
                diagnostics.error(
                        manifest.source(),
                        span,
                        "TPL-033",
                        "'" + ref.name() + "' reveals '" + category
                                + "', a special category, which never stands in the address of a link",
                        Optional.of("addresses end in logs; pass a reference and look the value up behind the link"));
            }
        }
    }

    private List<CategoryUse> uses() {
        List<CategoryUse> list = new ArrayList<>();
        uses.forEach((category, via) -> list.add(new CategoryUse(category, via)));
        return List.copyOf(list);
    }
}
