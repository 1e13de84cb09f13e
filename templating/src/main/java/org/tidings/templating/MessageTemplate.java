package org.tidings.templating;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private final CompiledVariant[] inOrder;
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
        this.inOrder = variants.values().toArray(CompiledVariant[]::new);
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
        return styles.map(candidate -> variants.get(new Variant(channel, language, candidate)))
                .filter(Objects::nonNull)
                .map(CompiledVariant::variant)
                .findFirst();
    }

    /**
     * Renders one message as text.
     *
     * <p>Same request, same result, byte for byte. A denied value influences nothing: neither text, label nor outcome.
     *
     * @param buffer buffer of the calling thread
     * @throws IllegalArgumentException if the template has no such variant, a profile is bound to another schema than the
     *     model's, or a value of the message has another type than the model says
     */
    public Rendering render(RenderRequest request, RenderBuffer buffer) {
        Optional<Rendering.Refused> refused = renderBytes(request, buffer);
        return refused.isPresent() ? refused.get() : buffer.message().rendered();
    }

    /**
     * Renders one message with the names of its values in their place, for people who may see what a message looks like and
     * not what it says. Branches are those that the values choose. Otherwise as {@link #render}.
     */
    public Rendering renderRedacted(RenderRequest request, RenderBuffer buffer) {
        Optional<Rendering.Refused> refused = renderBytes(request, buffer, true);
        return refused.isPresent() ? refused.get() : buffer.message().rendered();
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

    /**
     * Renders one message into the buffer; what {@link RenderBuffer#message} returns then is what {@link #render} would
     * have made of it. Allocates nothing for a message that goes out by email, push or letter with a body of its own.
     *
     * @param buffer buffer of the calling thread
     * @return why there is no message, or nothing if there is one
     * @throws IllegalArgumentException as {@link #render}
     */
    public Optional<Rendering.Refused> renderBytes(RenderRequest request, RenderBuffer buffer) {
        return renderBytes(request, buffer, false);
    }

    private Optional<Rendering.Refused> renderBytes(RenderRequest request, RenderBuffer buffer, boolean redacted) {
        CompiledVariant variant = find(request.variant());
        if (variant == null) {
            throw new IllegalArgumentException("template '" + id() + "' has no variant " + request.variant());
        }
        if (!request.recipientDecision().permits()) {
            return Optional.of(new Rendering.Refused(RefusalReason.DENY, "recipient", List.of()));
        }
        for (int i = 0; i < request.subjects().size(); i++) {
            if (!request.subjects().get(i).decision().permits()) {
                return Optional.of(new Rendering.Refused(RefusalReason.DENY, "subject " + (i + 1), List.of()));
            }
        }
        MessageFrame frame = buffer.frame();
        frame.begin(variant, request, model, buffer.formats(localeFor(variant, request.locale()), request.zone()));
        if (redacted) {
            frame.redact();
        }
        buffer.begin(0);
        RenderedBytes message = buffer.message();
        message.begin();
        List<CompiledVariant.Part> parts = variant.parts();
        List<String> pieces = List.of();
        for (int i = 0; i < parts.size(); i++) {
            CompiledVariant.Part part = parts.get(i);
            String name = part.part().name();
            int from = buffer.length();
            frame.begin(name);
            buffer.beginPart(limits.maxOutputBytes());
            if (!part.program().run(frame, buffer)) {
                return Optional.of(frame.refused());
            }
            message.add(name, from, buffer.length());
            if (part.part().mustSaySomething() && message.isEmpty(i)) {
                return Optional.of(frame.refused(RefusalReason.EMPTY_PART, name));
            }
            if (variant.derivesHtml() && name.equals("text")) {
                pieces = pieces(buffer, from, frame);
            }
        }
        buffer.beginPart(Integer.MAX_VALUE);
        return switch (variant.variant().channel()) {
            case SMS -> sms(frame, message, options(variant));
            case EMAIL -> {
                email(variant, message, pieces, buffer);
                yield Optional.empty();
            }
            case LETTER -> letter(variant, frame, message, pieces);
            case PUSH -> push(frame, message);
            case SOCIAL -> post(frame, message, options(variant));
        };
    }

    /** Callers pass the variant that {@link #choose} gave them: the same one is found sooner than an equal one. */
    @SuppressWarnings("ReferenceEquality") // an equal one is looked for afterwards
    private @Nullable CompiledVariant find(Variant wanted) {
        for (CompiledVariant variant : inOrder) {
            if (variant.variant() == wanted) {
                return variant;
            }
        }
        return variants.get(wanted);
    }

    /** A date in the text must be in the language of the text; the reader's region decides among its forms. */
    private static Locale localeFor(CompiledVariant variant, Locale reader) {
        return reader.getLanguage().equals(variant.locale().getLanguage()) ? reader : variant.locale();
    }

    private static Optional<Rendering.Refused> push(MessageFrame frame, RenderedBytes message) {
        int title = message.find("title");
        int body = message.find("body");
        long bytes = (long) message.to(title) - message.from(title) + message.to(body) - message.from(body);
        // What JSON makes of a byte is at most six, and so most notifications need no second look.
        return bytes * 6 < PushPayload.MAX_BYTES - 64 || PushPayload.fits(message.text(title), message.text(body))
                ? Optional.empty()
                : Optional.of(frame.refused(RefusalReason.PUSH_TOO_LONG, "body"));
    }

    private static Optional<Rendering.Refused> post(
            MessageFrame frame, RenderedBytes message, Manifest.ChannelOptions options) {
        String text = message.text("text");
        String alt = message.find("alt") >= 0 ? message.text("alt") : "";
        for (SocialNetwork network : options.networks()) {
            if (network.count(text) > network.maxLength()) {
                return Optional.of(frame.refused(RefusalReason.POST_TOO_LONG, network.id()));
            } else if (!network.takesAlt(alt)) {
                return Optional.of(frame.refused(RefusalReason.POST_TOO_LONG, network.id() + " alt"));
            }
        }
        return Optional.empty();
    }

    private Manifest.ChannelOptions options(CompiledVariant variant) {
        return manifest.channels().getOrDefault(variant.variant().channel(), Manifest.ChannelOptions.DEFAULT);
    }

    private static Optional<Rendering.Refused> sms(
            MessageFrame frame, RenderedBytes message, Manifest.ChannelOptions options) {
        Optional<SmsText> sms = SmsText.of(message.text(0), options.smsPolicy());
        if (sms.isEmpty()) {
            return Optional.of(frame.refused(RefusalReason.SMS_NOT_GSM7, "text"));
        }
        SmsReport report = sms.get().report();
        if (report.parts() > options.maxParts()) {
            return Optional.of(frame.refused(RefusalReason.SMS_TOO_LONG, "text"));
        }
        message.replace("text", sms.get().text());
        message.report(report);
        return Optional.empty();
    }

    private static void email(
            CompiledVariant variant, RenderedBytes message, List<String> pieces, RenderBuffer buffer) {
        int html = message.find("html");
        int from;
        int to;
        if (html >= 0) {
            from = message.from(html);
            to = message.to(html);
            if (HtmlDocument.isWhole(buffer.bytes(), from, to)) {
                return;
            }
        } else if (variant.derivesHtml()) {
            from = buffer.length();
            buffer.append(HtmlDocument.paragraphs(pieces), Escape.RAW);
            to = buffer.length();
        } else {
            return;
        }
        int start = buffer.length();
        HtmlDocument.email(variant, message, from, to, buffer);
        message.replace("html", start, buffer.length());
    }

    private static Optional<Rendering.Refused> letter(
            CompiledVariant variant, MessageFrame frame, RenderedBytes message, List<String> pieces) {
        if (!AddressWindow.shows(message.text("address"))) {
            return Optional.of(frame.refused(RefusalReason.ADDRESS_TOO_LONG, "address"));
        }
        int html = message.find("html");
        String body = html >= 0 ? message.text(html) : HtmlDocument.paragraphs(pieces);
        message.remove("text");
        message.replace("html", HtmlDocument.letter(variant, message, body));
        return Optional.empty();
    }

    /** Returns a text of which HTML can be made, cut at the links: texts and addresses in turn. */
    private static List<String> pieces(RenderBuffer buffer, int from, MessageFrame frame) {
        List<String> pieces = new ArrayList<>();
        int at = from;
        for (int end : frame.links()) {
            pieces.add(buffer.text(at, end));
            at = end;
        }
        pieces.add(buffer.text(at, buffer.length()));
        return pieces;
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
