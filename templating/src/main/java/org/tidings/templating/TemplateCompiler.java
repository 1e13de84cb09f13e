package org.tidings.templating;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tidings.core.Catalogue;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Purpose;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;

/** Compiles the files of a template, all variants, and reports everything that is wrong with them together. */
final class TemplateCompiler {
    private final TemplateFiles files;
    private final TemplateModel model;
    private final Catalogue catalogue;
    private final Limits limits;
    private final Diagnostics diagnostics = new Diagnostics();

    TemplateCompiler(TemplateFiles files, TemplateModel model, Catalogue catalogue, Limits limits) {
        this.files = files;
        this.model = model;
        this.catalogue = catalogue;
        this.limits = limits;
    }

    MessageTemplate compile() {
        Manifest manifest = Manifest.read(files.manifest(), diagnostics, limits)
                .orElseThrow(() -> new InvalidInputException(diagnostics.list()));
        Optional<Purpose> purpose = purpose(manifest);
        FileIndex index = new FileIndex(files.files(), manifest, diagnostics);
        MessageCatalogues messages = new MessageCatalogues(index, diagnostics, limits);
        List<Variant> variants = index.variants();
        checkVariants(manifest, variants);
        checkRequired(manifest);
        Map<Variant, CompiledVariant> compiled = new LinkedHashMap<>();
        if (purpose.isPresent()) {
            for (Variant variant : variants) {
                compiled.put(variant, compile(variant, manifest, index, messages, purpose.get()));
            }
            index.reportUnused();
        }
        checkTranslations(messages, variants, manifest);
        // One file serves several variants, and each of them finds the same fault in it.
        List<Diagnostic> found = List.copyOf(new LinkedHashSet<>(diagnostics.list()));
        if (diagnostics.hasErrors()) {
            throw new InvalidInputException(found);
        }
        return new MessageTemplate(manifest, model, limits, compiled, found);
    }

    private CompiledVariant compile(
            Variant variant, Manifest manifest, FileIndex index, MessageCatalogues messages, Purpose purpose) {
        return new VariantCompiler(variant, model, manifest, index, messages, catalogue, purpose, limits, diagnostics)
                .compile();
    }

    private Optional<Purpose> purpose(Manifest manifest) {
        Optional<Purpose> purpose = catalogue.purpose(manifest.purpose());
        if (purpose.isEmpty() && !manifest.purpose().isEmpty()) {
            error(
                    manifest,
                    manifest.purposeSpan(),
                    "TPL-060",
                    "The catalogue has no purpose '" + manifest.purpose() + "'",
                    Suggestions.didYouMean(manifest.purpose(), catalogue.purposeIds()));
        }
        if (purpose.map(Purpose::isAbstract).orElse(false)) {
            error(
                    manifest,
                    manifest.purposeSpan(),
                    "TPL-061",
                    "Purpose '" + manifest.purpose() + "' only groups others; a message has one of those below it",
                    Optional.empty());
        }
        return purpose;
    }

    private void checkVariants(Manifest manifest, List<Variant> variants) {
        if (variants.isEmpty()) {
            error(
                    manifest,
                    Span.NONE,
                    "TPL-065",
                    "The template has no text",
                    Optional.of("write a file such as sms." + manifest.defaultLanguage() + ".mustache"));
        }
        for (Channel channel : Channel.values()) {
            List<String> languages = variants.stream()
                    .filter(variant -> variant.channel() == channel)
                    .map(Variant::language)
                    .distinct()
                    .toList();
            if (!languages.isEmpty() || manifest.channels().containsKey(channel)) {
                checkChannel(manifest, channel, languages);
            }
        }
    }

    private void checkChannel(Manifest manifest, Channel channel, List<String> languages) {
        if (!languages.contains(manifest.defaultLanguage())) {
            error(
                    manifest,
                    Span.NONE,
                    "TPL-065",
                    "There is no " + channel.id() + " in the default language " + manifest.defaultLanguage(),
                    Optional.empty());
        }
        if (catalogue.channel(channel).isEmpty()) {
            error(
                    manifest,
                    Span.NONE,
                    "TPL-062",
                    "The catalogue has no channel '" + channel.id() + "'",
                    Optional.empty());
        }
        boolean allowed = catalogue
                .purpose(manifest.purpose())
                .map(purpose -> purpose.isAbstract() || purpose.terms().containsKey(channel))
                .orElse(true);
        if (!allowed) {
            error(
                    manifest,
                    manifest.purposeSpan(),
                    "TPL-062",
                    "Purpose '" + manifest.purpose() + "' may not use channel '" + channel.id() + "'",
                    Optional.empty());
        }
        Manifest.ChannelOptions options = manifest.channels().get(channel);
        List<String> wanted =
                options == null || options.languages().isEmpty() ? manifest.languages() : options.languages();
        for (String language : wanted) {
            if (!languages.contains(language)) {
                diagnostics.warning(
                        manifest.source(),
                        Span.NONE,
                        "TPL-070",
                        "There is no " + channel.id() + " in " + language,
                        Optional.of("readers get " + manifest.defaultLanguage()
                                + "; list the languages of the channel if that is meant"));
            }
        }
    }

    private void checkRequired(Manifest manifest) {
        Names names = new Names(model, manifest, java.util.Set.of());
        List<String> known = names.requirable();
        manifest.required().forEach((name, span) -> {
            if (!known.contains(name)) {
                error(
                        manifest,
                        span,
                        "TPL-069",
                        "'" + name + "' is no value that a message could require",
                        Suggestions.didYouMean(name, known));
            }
        });
    }

    private void checkTranslations(MessageCatalogues messages, List<Variant> variants, Manifest manifest) {
        for (String key : messages.keys()) {
            List<String> missing = new ArrayList<>(messages.missing(key, variants));
            String base = Locale.forLanguageTag(manifest.defaultLanguage()).getLanguage();
            if (missing.removeIf(
                    language -> Locale.forLanguageTag(language).getLanguage().equals(base))) {
                error(
                        manifest,
                        Span.NONE,
                        "TPL-054",
                        "Message '" + key + "' is missing in the default language " + manifest.defaultLanguage(),
                        Optional.empty());
            }
            if (!missing.isEmpty()) {
                diagnostics.warning(
                        manifest.source(),
                        Span.NONE,
                        "TPL-057",
                        "Message '" + key + "' is not translated into " + String.join(", ", missing),
                        Optional.of("readers get it in " + manifest.defaultLanguage()));
            }
        }
    }

    private void error(Manifest manifest, Span span, String code, String message, Optional<String> hint) {
        diagnostics.error(manifest.source(), span, code, message, hint);
    }
}
