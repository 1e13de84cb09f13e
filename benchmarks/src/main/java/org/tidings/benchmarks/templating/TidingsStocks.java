package org.tidings.benchmarks.templating;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Catalogue;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.templating.MessageTemplate;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;
import org.tidings.templating.Rendering;
import org.tidings.templating.SubjectView;
import org.tidings.templating.TemplateFiles;
import org.tidings.templating.TemplateModel;
import org.tidings.templating.Variant;

/**
 * The page of shares in Tidings: a message about twenty subjects, each with a decision of its own, which is asked about
 * each value of its line. The link is declared, so that its host is checked and its parameter encoded.
 */
final class TidingsStocks {
    private static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "categories": {"market": {}, "holding": {}},
              "channels": {"email": {"confidentiality": 2, "parts": {"subject": 0, "preheader": 0}}},
              "jurisdictions": {"AT": {"zone": "Europe/Vienna"}},
              "purposes": {"prices": {"basis": "public-task", "categoriesAllowed": ["market", "holding"]}}
            }"""));

    static final Schema SCHEMA = Schema.builder("shares", 1)
            .required("number", ValueType.INTEGER, "market")
            .required("symbol", ValueType.TEXT, "market")
            .required("name", ValueType.TEXT, "market")
            .required("price", ValueType.NUMBER, "market")
            .required("change", ValueType.NUMBER, "market")
            .required("ratio", ValueType.NUMBER, "market")
            .required("odd", ValueType.BOOL, "market")
            .required("minus", ValueType.BOOL, "market")
            .attribute("held", ValueType.INTEGER, "holding")
            .build();

    private final MessageTemplate template;
    private final Variant variant;

    /** Compiles the page. */
    TidingsStocks(String text) {
        String mustache = text.replace("https://shares.example/of?s={{symbol}}", "{{link.quote}}")
                .replaceAll("\\{\\{([#^/])stocks}}", "{{$1subjects}}")
                .replaceAll("\\{\\{(number|price|change|ratio)}}", "{{$1.plain}}");
        SourceText manifest = new SourceText("manifest.json", """
                {"template": "shares", "purpose": "prices", "defaultLanguage": "en",
                 "channels": {"email": {"languages": ["en"], "deriveHtml": false}},
                 "linkHosts": ["shares.example"],
                 "links": {"quote": {"base": "https://shares.example/of", "query": {"s": "symbol"}}}}""");
        this.template = MessageTemplate.compile(
                new TemplateFiles(
                        manifest,
                        Map.of(
                                "email.subject.en.mustache", new SourceText("email.subject.en.mustache", "Shares"),
                                "email.text.en.mustache", new SourceText("email.text.en.mustache", "See HTML."),
                                "email.html.en.mustache", new SourceText("email.html.en.mustache", mustache))),
                TemplateModel.builder(SCHEMA, SCHEMA).build(),
                CATALOGUE);
        this.variant = template.variants().get(0);
    }

    /** Returns the request for one list. */
    RenderRequest request(StockList list) {
        List<SubjectView> lines = list.stocks().stream()
                .map(stock -> new SubjectView(Profile.of(SCHEMA, stock.symbol(), stock.toMap()), decision()))
                .toList();
        return new RenderRequest(
                variant, lines.get(0).profile(), decision(), lines, Map.of(), Locale.UK, ZoneOffset.UTC);
    }

    /** Permits what the page shows and denies what is held, so that there is something to ask. */
    private static ConsentDecision decision() {
        return new ConsentDecision(
                DecisionOutcome.PERMIT_REDUCED,
                DecisionCode.PUBLIC_TASK,
                Set.of("holding"),
                Optional.empty(),
                Set.of(),
                1,
                1,
                Optional.empty(),
                List.of());
    }

    /** Returns the page in UTF-8. */
    byte[] render(RenderRequest request, RenderBuffer buffer) {
        Optional<Rendering.Refused> refused = template.renderBytes(request, buffer);
        if (refused.isPresent()) {
            throw new IllegalStateException(refused.get().toString());
        }
        return buffer.message().bytes("html");
    }
}
