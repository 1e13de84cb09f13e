package org.tidings.templating;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;

/**
 * A compiled template of a message, with all its variants. Immutable and safe to share.
 *
 * <p>Everything that a text can do wrong by itself is found when it is compiled: unknown names, values that may be missing
 * or denied without a word for that case, categories that a part exposes too much or that the purpose does not allow,
 * unsafe places in HTML. What is left for {@link #render} depends on the values of one message only.
 */
public final class MessageTemplate {
    private final Manifest manifest;
    private final TemplateModel model;
    private final Limits limits;
    private final Map<Variant, CompiledVariant> variants;
    private final List<Diagnostic> warnings;

    MessageTemplate(
            Manifest manifest,
            TemplateModel model,
            Limits limits,
            Map<Variant, CompiledVariant> variants,
            List<Diagnostic> warnings) {
        this.manifest = manifest;
        this.model = model;
        this.limits = limits;
        this.variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Compiles a template within the default limits.
     *
     * @throws InvalidInputException with everything that is wrong with its files, if anything is
     */
    public static MessageTemplate compile(TemplateFiles files, TemplateModel model, Catalogue catalogue) {
        return compile(files, model, catalogue, Limits.defaults());
    }

    /**
     * Compiles a template.
     *
     * @param model names that the template may use
     * @param catalogue purposes, channels and categories
     * @param limits how large files, nesting and rendered parts may be
     * @throws InvalidInputException with everything that is wrong with its files, if anything is
     */
    public static MessageTemplate compile(
            TemplateFiles files, TemplateModel model, Catalogue catalogue, Limits limits) {
        return new TemplateCompiler(files, model, catalogue, limits).compile();
    }

    /** Returns the name. */
    public String id() {
        return manifest.id();
    }

    /** Returns the version. */
    public int version() {
        return manifest.version();
    }

    /** Returns the id of the purpose of its messages. */
    public String purpose() {
        return manifest.purpose();
    }

    /** Returns the language for readers in whose language there is no variant. */
    public String defaultLanguage() {
        return manifest.defaultLanguage();
    }

    /** Returns what its author should look at, although it can be used. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /**
     * Returns the categories that any of the variants can touch, sorted by category: an upper bound over all branches.
     * REQUIRED where a text cannot do without a value of the category, else PLACEHOLDER.
     */
    public List<CategoryUse> uses() {
        return union(variants.values());
    }

    /** Returns the categories that the variants for a channel can touch; see {@link #uses()}. */
    public List<CategoryUse> uses(Channel channel) {
        return union(variants.values().stream()
                .filter(variant -> variant.variant().channel() == channel)
                .toList());
    }

    private static List<CategoryUse> union(Collection<CompiledVariant> variants) {
        Map<String, CategoryUse> byCategory = new TreeMap<>();
        for (CompiledVariant variant : variants) {
            for (CategoryUse use : variant.uses()) {
                byCategory.merge(use.category(), use, (a, b) -> a.via() == CategoryUse.Via.REQUIRED ? a : b);
            }
        }
        return List.copyOf(byCategory.values());
    }

    /** Returns the derived attributes that the variants read; a profile that is rendered must have them filled. */
    public DerivedNames derivedNames() {
        Set<String> recipient = new HashSet<>();
        Set<String> subject = new HashSet<>();
        variants.values().forEach(variant -> {
            recipient.addAll(variant.recipientDerived());
            subject.addAll(variant.subjectDerived());
        });
        return new DerivedNames(recipient, subject);
    }

    /** Returns the variants, ordered by channel, language and style. */
    public List<Variant> variants() {
        return List.copyOf(variants.keySet());
    }

    /**
     * Chooses the variant for a reader. The language goes before the style: first the exact tag, then its shortened forms
     * (fa-AF, fa), then the default language; in the first that has any variant, the wanted style, else the usual one.
     *
     * @param languageTag BCP 47 tag in any case; an empty text for unknown
     * @return nothing if the template has no variant for the channel in these languages
     */
    public Optional<Variant> choose(Channel channel, String languageTag, String style) {
        String canonical = languageTag.isEmpty()
                ? ""
                : Locale.forLanguageTag(languageTag.replace('_', '-')).toLanguageTag();
        Stream<String> languages = Stream.concat(
                FileIndex.languageChain(canonical).stream(),
                FileIndex.languageChain(manifest.defaultLanguage()).stream());
        return languages
                .map(language -> inLanguage(channel, language, style))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Variant> inLanguage(Channel channel, String language, String style) {
        Stream<String> styles = Stream.concat(Stream.of(style), manifest.styles().stream());
        return styles.map(candidate -> new Variant(channel, language, candidate))
                .filter(variants::containsKey)
                .findFirst();
    }

    /**
     * Renders one message.
     *
     * <p>Same request, same result, byte for byte. A denied value influences nothing: neither text, label nor outcome.
     *
     * @param buffer buffer of the calling thread
     * @throws IllegalArgumentException if the template has no such variant, a profile is bound to another schema than the
     *     model's, or a value of the message has another type than the model says
     */
    public Rendering render(RenderRequest request, RenderBuffer buffer) {
        return render(request, buffer, false);
    }

    /**
     * Renders one message with the names of its values in their place, for people who may see what a message looks like and
     * not what it says. Branches are those that the values choose. Otherwise as {@link #render}.
     */
    public Rendering renderRedacted(RenderRequest request, RenderBuffer buffer) {
        return render(request, buffer, true);
    }

    /**
     * Returns what the author should look at once more: texts that are hard to read or longer than people see, variants that
     * nobody gets. Renders every variant for three invented people.
     */
    public List<Diagnostic> review() {
        return new TemplateReview(this, manifest.source()).review();
    }

    /** Returns invented people for previews. */
    List<SamplePerson> samplePeople() {
        return SamplePeople.of(model, uses());
    }

    private Rendering render(RenderRequest request, RenderBuffer buffer, boolean redacted) {
        CompiledVariant variant = variants.get(request.variant());
        if (variant == null) {
            throw new IllegalArgumentException("template '" + id() + "' has no variant " + request.variant());
        }
        if (!request.recipientDecision().permits()) {
            return new Rendering.Refused(RefusalReason.DENY, "recipient", List.of());
        }
        for (int i = 0; i < request.subjects().size(); i++) {
            if (!request.subjects().get(i).decision().permits()) {
                return new Rendering.Refused(RefusalReason.DENY, "subject " + (i + 1), List.of());
            }
        }
        MessageFrame frame = buffer.frame();
        frame.begin(variant, request, model, buffer.formats(localeFor(variant, request.locale()), request.zone()));
        if (redacted) {
            frame.redact();
        }
        RenderedPart[] rendered = new RenderedPart[variant.parts().size()];
        for (int i = 0; i < rendered.length; i++) {
            CompiledVariant.Part part = variant.parts().get(i);
            frame.begin(part.part().name());
            buffer.begin(limits.maxOutputBytes());
            if (!part.program().run(frame, buffer)) {
                return frame.refused();
            }
            rendered[i] = RenderedPart.of(part.part(), buffer, frame);
        }
        return finish(variant, frame, rendered);
    }

    /** A date in the text must be in the language of the text; the reader's region decides among its forms. */
    private static Locale localeFor(CompiledVariant variant, Locale reader) {
        return reader.getLanguage().equals(variant.locale().getLanguage()) ? reader : variant.locale();
    }

    private Rendering finish(CompiledVariant variant, MessageFrame frame, RenderedPart[] rendered) {
        Manifest.ChannelOptions options =
                manifest.channels().getOrDefault(variant.variant().channel(), Manifest.ChannelOptions.DEFAULT);
        return switch (variant.variant().channel()) {
            case SMS -> sms(frame, rendered[0], options);
            case EMAIL -> new Rendering.Rendered(email(variant, rendered, options), frame.trace(), Optional.empty());
            case LETTER -> letter(variant, frame, rendered);
            case PUSH -> push(frame, rendered);
            case SOCIAL -> post(frame, rendered, options);
        };
    }

    private static Rendering push(MessageFrame frame, RenderedPart[] rendered) {
        Parts parts = parts(rendered);
        return PushPayload.fits(parts)
                ? new Rendering.Rendered(parts, frame.trace(), Optional.empty())
                : frame.refused(RefusalReason.PUSH_TOO_LONG, "body");
    }

    private static Rendering post(MessageFrame frame, RenderedPart[] rendered, Manifest.ChannelOptions options) {
        for (SocialNetwork network : options.networks()) {
            if (network.count(text(rendered, "text").orElse("")) > network.maxLength()) {
                return frame.refused(RefusalReason.POST_TOO_LONG, network.id());
            } else if (!network.takesAlt(text(rendered, "alt").orElse(""))) {
                return frame.refused(RefusalReason.POST_TOO_LONG, network.id() + " alt");
            }
        }
        return new Rendering.Rendered(parts(rendered), frame.trace(), Optional.empty());
    }

    private static Rendering sms(MessageFrame frame, RenderedPart part, Manifest.ChannelOptions options) {
        Optional<SmsText> sms = SmsText.of(part.text(), options.smsPolicy());
        if (sms.isEmpty()) {
            return frame.refused(RefusalReason.SMS_NOT_GSM7, part.name());
        }
        SmsReport report = sms.get().report();
        if (report.parts() > options.maxParts()) {
            return frame.refused(RefusalReason.SMS_TOO_LONG, part.name());
        }
        Parts parts = new Parts(part.name(), sms.get().text());
        return new Rendering.Rendered(parts, frame.trace(), Optional.of(report));
    }

    private static Parts email(CompiledVariant variant, RenderedPart[] rendered, Manifest.ChannelOptions options) {
        Optional<String> body = html(rendered, options.deriveHtml());
        if (body.isEmpty()) {
            return parts(rendered);
        }
        String html = HtmlDocument.email(
                variant.locale(),
                variant.rightToLeft(),
                text(rendered, "subject").orElse(""),
                text(rendered, "preheader"),
                body.get());
        return withHtml(rendered, Set.of(), html);
    }

    private static Rendering letter(CompiledVariant variant, MessageFrame frame, RenderedPart[] rendered) {
        String address = text(rendered, "address").orElse("");
        if (!AddressWindow.shows(address)) {
            return frame.refused(RefusalReason.ADDRESS_TOO_LONG, "address");
        }
        String html = HtmlDocument.letter(
                variant.locale(),
                variant.rightToLeft(),
                text(rendered, "sender"),
                address,
                text(rendered, "subject").orElse(""),
                html(rendered, true).orElse(""));
        return new Rendering.Rendered(withHtml(rendered, Set.of("text"), html), frame.trace(), Optional.empty());
    }

    /** Returns the parts with a whole HTML document at their end, without some that it takes the place of. */
    private static Parts withHtml(RenderedPart[] rendered, Set<String> without, String html) {
        List<String> namesAndTexts = new ArrayList<>();
        for (RenderedPart part : rendered) {
            if (!part.name().equals("html") && !without.contains(part.name())) {
                namesAndTexts.add(part.name());
                namesAndTexts.add(part.text());
            }
        }
        namesAndTexts.add("html");
        namesAndTexts.add(html);
        return new Parts(namesAndTexts.toArray(String[]::new));
    }

    private static Parts parts(RenderedPart... rendered) {
        String[] namesAndTexts = new String[rendered.length * 2];
        for (int i = 0; i < rendered.length; i++) {
            namesAndTexts[2 * i] = rendered[i].name();
            namesAndTexts[2 * i + 1] = rendered[i].text();
        }
        return new Parts(namesAndTexts);
    }

    private static Optional<String> text(RenderedPart[] rendered, String name) {
        return part(rendered, name).map(RenderedPart::text);
    }

    private static Optional<RenderedPart> part(RenderedPart[] rendered, String name) {
        return Stream.of(rendered).filter(part -> part.name().equals(name)).findFirst();
    }

    private static Optional<String> html(RenderedPart[] rendered, boolean derive) {
        Optional<String> html = text(rendered, "html");
        return html.isPresent() || !derive
                ? html
                : part(rendered, "text").map(text -> HtmlDocument.paragraphs(text.pieces()));
    }

    /**
     * A part as it came out of its program.
     *
     * @param text the text without white space at its ends
     * @param pieces for a text of which HTML can be made, the untrimmed text, cut at the links: texts and addresses in turn
     */
    private record RenderedPart(String name, String text, List<String> pieces) {
        static RenderedPart of(ChannelParts.Part part, RenderBuffer buffer, MessageFrame frame) {
            boolean cut = part.kind() == ChannelParts.Kind.TEXT && part.name().equals("text");
            return new RenderedPart(part.name(), buffer.strippedText(), cut ? pieces(buffer, frame) : List.of());
        }

        private static List<String> pieces(RenderBuffer buffer, MessageFrame frame) {
            List<String> pieces = new ArrayList<>();
            int at = 0;
            for (int end : frame.links()) {
                pieces.add(buffer.text(at, end));
                at = end;
            }
            pieces.add(buffer.text(at, buffer.length()));
            return pieces;
        }
    }

    /**
     * Derived attributes that a template reads.
     *
     * @param recipient of the recipient
     * @param subject of the subjects
     */
    public record DerivedNames(Set<String> recipient, Set<String> subject) {
        /** Copies the sets. */
        public DerivedNames {
            recipient = Set.copyOf(recipient);
            subject = Set.copyOf(subject);
        }
    }
}
