package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidings.templating.Fixture.denying;
import static org.tidings.templating.Fixture.manifest;
import static org.tidings.templating.Fixture.person;
import static org.tidings.templating.Fixture.rendered;
import static org.tidings.templating.Fixture.request;
import static org.tidings.templating.Fixture.sms;
import static org.tidings.templating.Fixture.template;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.Diagnostic;
import org.tidings.core.Limits;
import org.tidings.core.ValueType;

class MessageTemplateTest {
    @Test
    void render_requiredValue_isShown() {
        assertThat(sms("Dear {{recipient.family}}, call {{agency.phone}}.", request()))
                .isEqualTo("Dear Moser, call +1 (617) 555-0100.");
    }

    @Test
    void valueSection_missing_vanishesAndFallsBack() {
        String text = "Hello{{#recipient.firstName}} {{recipient.firstName}}{{/recipient.firstName}}"
                + "{{^recipient.firstName}} neighbour{{/recipient.firstName}}!";

        assertThat(sms(text, request())).isEqualTo("Hello neighbour!");
        assertThat(sms(text, request().recipient(person("firstName", "Ada")))).isEqualTo("Hello Ada!");
        assertThat(sms(text, request().recipient(person("firstName", "Ada")).decision(denying("identity.name"))))
                .isEqualTo("Hello neighbour!");
    }

    @Test
    void valueSection_zero_isAValue() {
        String text = "{{#subjects}}{{#age}}Age {{age}}{{/age}}{{/subjects}}";

        assertThat(sms(text, request().subject("age", 0))).isEqualTo("Age 0");
    }

    @Test
    void valueSection_dot_isTheValue() {
        assertThat(sms(
                        "{{#recipient.phone}}[{{.}}]{{/recipient.phone}}",
                        request().recipient(person("phone", "1"))))
                .isEqualTo("[1]");
    }

    @Test
    void ladder_denied_takesTheNextStep() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{#subjects}}{{#age}}{{age}}{{/age}}{{^age}}{{#ageBand}}{{ageBand}}{{/ageBand}}"
                        + "{{^ageBand}}-{{/ageBand}}{{/age}}{{/subjects}}");

        assertThat(rendered(template, request().subject("ageBand", "30-39")).parts())
                .containsEntry("text", "30-39");
        assertThat(rendered(template, request().subject(person("age", 34), denying("identity.birth")))
                        .parts())
                .containsEntry("text", "-");
    }

    @Test
    void booleanSection_threeValues_threeBranches() {
        MessageTemplate template = template(
                "letter.address.mustache",
                "{{recipient.family}}",
                "letter.subject.mustache",
                "Books",
                "letter.en.mustache",
                "{{#recipient.wantsAudio}}A{{/recipient.wantsAudio}}{{^recipient.wantsAudio}}B{{/recipient.wantsAudio}}"
                        + "{{#recipient.wantsAudio.unknown}}C{{/recipient.wantsAudio.unknown}}"
                        + "{{^recipient.wantsAudio.unknown}}known{{/recipient.wantsAudio.unknown}}");

        assertThat(letter(template, request().recipient(person("wantsAudio", true))))
                .contains("<p>Aknown</p>");
        assertThat(letter(template, request().recipient(person("wantsAudio", false))))
                .contains("<p>Bknown</p>");
        assertThat(letter(template, request())).contains("<p>C</p>");
        assertThat(letter(
                        template,
                        request().recipient(person("wantsAudio", true)).decision(denying("health"))))
                .contains("<p>C</p>");
    }

    private static String letter(MessageTemplate template, Fixture.Request request) {
        return rendered(template, request).parts().getOrDefault("html", "");
    }

    @Test
    void booleanSection_requiredButUnknown_refuses() {
        MessageTemplate template = template(
                "manifest.json",
                manifest("\"required\": [\"openLate\"]"),
                "sms.en.mustache",
                "{{#openLate}}late{{/openLate}}{{^openLate}}early{{/openLate}}");

        Rendering refused = request().render(template);

        assertThat(refused).isInstanceOfSatisfying(Rendering.Refused.class, found -> {
            assertThat(found.code()).isEqualTo(RefusalReason.CONDITION_UNKNOWN);
            assertThat(found.detail()).isEqualTo("openLate");
        });
        assertThat(rendered(template, request().value("openLate", false)).parts())
                .containsEntry("text", "early");
    }

    @Test
    void subjects_several_iterateWithPositionsAndSeparators() {
        String text = "{{#subjects}}{{item.number}}:{{family}}{{item.separator}}{{/subjects}}"
                + " {{#subjects}}{{#item.first}}<{{/item.first}}{{books}}{{^item.last}};{{/item.last}}{{/subjects}}"
                + " {{subjects.count}} {{subjects.family.list}} {{subjects.family.or}}";

        assertThat(sms(
                        text,
                        request().subject("family", "A").subject("family", "B").subject("family", "C")))
                .isEqualTo("1:A, 2:B, and 3:C <2;2;2 3 A, B, and C A, B, or C");
        assertThat(sms(text, request().subject("family", "A"))).isEqualTo("1:A <2 1 A A");
    }

    @Test
    void subjects_none_takeTheInvertedSection() {
        assertThat(sms("{{#subjects}}{{family}}{{/subjects}}{{^subjects}}nobody{{/subjects}}", request()))
                .isEqualTo("nobody");
    }

    @Test
    void subjects_eachHasItsOwnDecision() {
        String text = "{{#subjects}}{{#firstName}}{{firstName}}{{/firstName}}{{^firstName}}?{{/firstName}}{{/subjects}}"
                + "{{#subjects.firstName}} {{subjects.firstName.list}}{{/subjects.firstName}}";

        assertThat(sms(
                        text,
                        request()
                                .subject("firstName", "Ada")
                                .subject(person("firstName", "Bo"), denying("identity.name"))))
                .isEqualTo("Ada?");
        assertThat(sms(text, request().subject("firstName", "Ada").subject("firstName", "Bo")))
                .isEqualTo("AdaBo Ada and Bo");
    }

    @Test
    void set_section_iteratesAndListsByChannel() {
        Fixture.Request request = request().subject("titles", Set.of("Emma", "Dune", "It"));

        assertThat(sms("{{#subjects}}{{#titles}}{{.}}{{item.separator}}{{/titles}}{{/subjects}}", request))
                .isEqualTo("Dune, Emma, and It");
        assertThat(sms(
                        "{{#subjects}}{{#titles.list}}{{titles.list}} ({{titles.count}}){{/titles.list}}{{/subjects}}",
                        request))
                .isEqualTo("Dune, Emma, and It (3)");
        assertThat(sms("{{#subjects}}{{#titles.list}}{{titles.bullets}}{{/titles.list}}{{/subjects}}", request))
                .isEqualTo("- Dune\n- Emma\n- It");
    }

    @Test
    void set_emptyOrMissing_takesTheInvertedSection() {
        String text = "{{#places}}x{{/places}}{{^places}}none{{/places}}";

        assertThat(sms(text, request())).isEqualTo("none");
        assertThat(sms(text, request().value("places", List.of()))).isEqualTo("none");
        assertThat(sms(text, request().value("places", List.of("a", "b")))).isEqualTo("xx");
    }

    @Test
    void required_missing_refusesWithTrace() {
        MessageTemplate template = template(
                "manifest.json",
                manifest("\"required\": [\"recipient.firstName\"]"),
                "sms.en.mustache",
                "Hi {{recipient.firstName}}");

        assertThat(request().render(template))
                .isEqualTo(new Rendering.Refused(
                        RefusalReason.VALUE_REQUIRED,
                        "recipient.firstName",
                        List.of(new ValueUse(
                                ValueUse.Place.PLACEHOLDER,
                                "recipient.firstName",
                                -1,
                                Set.of("identity.name"),
                                ValueUse.State.MISSING,
                                ValueUse.Action.REFUSE))));
    }

    @Test
    void standaloneSections_leaveNoEmptyLines() {
        MessageTemplate template = template(
                "push.title.en.mustache", "Hello",
                "push.en.mustache",
                        "One\n{{#recipient.firstName}}\nTwo {{recipient.firstName}}\n{{/recipient.firstName}}\nThree\n");

        assertThat(rendered(template, request()).parts()).containsEntry("body", "One\nThree");
    }

    @Test
    void partial_mostSpecific_isUsedWithItsIndentation() {
        MessageTemplate template = template(
                "sms.en.mustache", "A\n  {{> sign}}\nB",
                "sms.de.mustache", "A {{> sign}}",
                "sign.mustache", "Yours\n{{agency.name}}\n",
                "sign.de.mustache", "Ihre {{agency.name}}");

        assertThat(rendered(template, request().variant(new Variant(Channel.SMS, "en", "plain")))
                        .parts())
                .containsEntry("text", "A\n  Yours\n  City Library\nB");
        assertThat(rendered(template, request().variant(new Variant(Channel.SMS, "de", "plain")))
                        .parts())
                .containsEntry("text", "A Ihre City Library");
    }

    @Test
    void choose_languageGoesBeforeStyle() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "x",
                "sms.en.easy.mustache",
                "x",
                "sms.de.plain.mustache",
                "x",
                "sms.zh-Hant.mustache",
                "x");

        assertThat(template.choose(Channel.SMS, "de-AT", "easy")).contains(new Variant(Channel.SMS, "de", "plain"));
        assertThat(template.choose(Channel.SMS, "en-GB", "easy")).contains(new Variant(Channel.SMS, "en", "easy"));
        assertThat(template.choose(Channel.SMS, "fa-AF", "easy")).contains(new Variant(Channel.SMS, "en", "easy"));
        assertThat(template.choose(Channel.SMS, "ZH-hant-TW", "plain"))
                .contains(new Variant(Channel.SMS, "zh-Hant", "plain"));
        assertThat(template.choose(Channel.SMS, "", "unheard-of")).contains(new Variant(Channel.SMS, "en", "plain"));
        assertThat(template.choose(Channel.LETTER, "en", "plain")).isEmpty();
    }

    @Test
    void uses_listCategoriesAndHowTheyAreNeeded() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{recipient.family}}{{#subjects}}{{#titles.list}}{{titles.list}}{{/titles.list}}"
                        + "{{#age}}{{age}}{{/age}}{{/subjects}}",
                "push.title.en.mustache",
                "x",
                "push.en.mustache",
                "{{recipient.books}}");

        assertThat(template.uses())
                .containsExactly(
                        new CategoryUse("identity.birth", CategoryUse.Via.PLACEHOLDER),
                        new CategoryUse("identity.name", CategoryUse.Via.REQUIRED),
                        new CategoryUse("loan", CategoryUse.Via.REQUIRED),
                        new CategoryUse("loan.title", CategoryUse.Via.PLACEHOLDER));
        assertThat(template.uses(Channel.PUSH)).containsExactly(new CategoryUse("loan", CategoryUse.Via.REQUIRED));
        assertThat(template.derivedNames()).isEqualTo(new MessageTemplate.DerivedNames(Set.of(), Set.of("age")));
    }

    @Test
    void identity_isThatOfTheManifest() {
        MessageTemplate template = template("sms.en.mustache", "x");

        assertThat(template.id()).isEqualTo("due");
        assertThat(template.version()).isEqualTo(1);
        assertThat(template.purpose()).isEqualTo("reminder");
        assertThat(template.defaultLanguage()).isEqualTo("en");
        assertThat(template.warnings()).isEmpty();
    }

    @Test
    void render_denied_givesNothing() {
        MessageTemplate template = template("sms.en.mustache", "x");

        assertThat(request().decision(Fixture.DENY).render(template))
                .isEqualTo(new Rendering.Refused(RefusalReason.DENY, "recipient", List.of()));
        assertThat(request().subject(person(), Fixture.DENY).render(template))
                .isEqualTo(new Rendering.Refused(RefusalReason.DENY, "subject 1", List.of()));
    }

    @Test
    void render_foreignRequest_isAnError() {
        MessageTemplate template = template("sms.en.mustache", "{{deadline}}");

        assertThatThrownBy(() -> request()
                        .variant(new Variant(Channel.SMS, "de", "plain"))
                        .render(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sms.de.plain");
        assertThatThrownBy(() -> request().value("deadline", "soon").render(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'deadline' is a String");
        assertThatThrownBy(() -> request()
                        .recipient(org.tidings.core.Profile.of(
                                org.tidings.core.Schema.builder("other", 1).build(), "p", java.util.Map.of()))
                        .render(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other v1");
    }

    @Test
    void render_beyondTheLimit_refuses() {
        MessageTemplate template = MessageTemplate.compile(
                Fixture.files("sms.en.mustache", "{{#subjects}}{{family}} and so on{{/subjects}}"),
                Fixture.MODEL,
                Fixture.CATALOGUE,
                Limits.defaults().withMaxOutputBytes(40));

        assertThat(request().subject().render(template)).isInstanceOf(Rendering.Rendered.class);
        assertThat(request().subject().subject().subject().render(template))
                .isInstanceOfSatisfying(
                        Rendering.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalReason.OUTPUT_TOO_LONG));
    }

    @Test
    void render_sameRequest_sameHash() {
        MessageTemplate template = template("sms.en.mustache", "{{recipient.family}}");

        String hash = rendered(template, request()).contentHash();

        assertThat(hash).hasSize(64).isEqualTo(rendered(template, request()).contentHash());
        assertThat(rendered(template, request().recipient(person("family", "Huber")))
                        .contentHash())
                .isNotEqualTo(hash);
    }

    @Test
    void label_holdsShownReadAndAbsentCategories() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{recipient.books}}{{#recipient.firstName}}x{{/recipient.firstName}}"
                        + "{{#subjects}}{{#titles}}{{.}}{{/titles}}{{/subjects}}{{^recipient.phone}}-{{/recipient.phone}}");

        Rendering.Rendered rendered =
                rendered(template, request().decision(denying("contact")).subject());

        assertThat(rendered.label()).containsExactly("identity.name", "loan", "loan.title");
        assertThat(rendered.trace())
                .extracting(ValueUse::name, ValueUse::subject, ValueUse::state, ValueUse::action)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "recipient.books", -1, ValueUse.State.SHOWN, ValueUse.Action.VALUE),
                        org.assertj.core.groups.Tuple.tuple(
                                "recipient.firstName", -1, ValueUse.State.MISSING, ValueUse.Action.OMIT_BLOCK),
                        org.assertj.core.groups.Tuple.tuple(
                                "titles", 0, ValueUse.State.MISSING, ValueUse.Action.OMIT_BLOCK),
                        org.assertj.core.groups.Tuple.tuple(
                                "recipient.phone", -1, ValueUse.State.DENIED, ValueUse.Action.FALLBACK));
    }

    @Test
    void messageValue_aboutASubjectThatIsDenied_isDenied() {
        MessageTemplate template =
                template("sms.en.mustache", "{{#reference}}{{reference}}{{/reference}}{{^reference}}-{{/reference}}");
        Fixture.Request request = request().value("reference", "R7");

        assertThat(rendered(template, request).parts()).containsEntry("text", "R7");
        assertThat(rendered(template, request.subject(person(), denying("contact")))
                        .parts())
                .containsEntry("text", "-");
    }

    @Test
    void model_takenOrReservedName_isRefused() {
        TemplateModel.Builder builder =
                TemplateModel.builder(Fixture.SCHEMA, Fixture.SCHEMA).value("day", ValueType.DATE, Set.of(), true);

        assertThatThrownBy(() -> builder.value("day", ValueType.TEXT, Set.of(), true))
                .hasMessageContaining("taken");
        assertThatThrownBy(() -> builder.constant("day.long", "x")).hasMessageContaining("taken");
        assertThatThrownBy(() -> builder.value("subjects", ValueType.TEXT, Set.of(), true))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> builder.value("a.b", ValueType.TEXT, Set.of(), true))
                .hasMessageContaining("no dot");
        assertThatThrownBy(() -> builder.constant("1st", "x")).hasMessageContaining("no name");
    }

    @Test
    void header_lineBreaksOfTheFile_becomeSpaces() {
        MessageTemplate template =
                template("email.subject.en.mustache", "Books\n  due {{deadline.iso}}\n", "email.en.mustache", "x");

        assertThat(rendered(template, request()).parts()).containsEntry("subject", "Books due 2025-01-31");
    }

    @Test
    void header_valueWithLineBreak_staysOneHeader() {
        MessageTemplate template =
                template("email.subject.en.mustache", "For {{recipient.family}}", "email.en.mustache", "x");

        for (String evil :
                List.of("a\nBcc: b@c.org", "a\r\n Bcc: b@c.org", "a\u0000Bcc: b@c.org", "a\u2028Bcc: b@c.org")) {
            assertThat(rendered(template, request().recipient(person("family", evil)))
                            .parts())
                    .containsEntry("subject", "For a Bcc: b@c.org");
        }
    }

    @Test
    void deadline_isFormattedInTheLanguageOfTheText() {
        MessageTemplate template =
                template("sms.en.mustache", "{{deadline.long}}", "sms.de.mustache", "{{deadline.long}}");
        Fixture.Request request =
                request().value("deadline", LocalDate.of(2025, 1, 31)).locale("de-AT");

        assertThat(rendered(template, request.variant(new Variant(Channel.SMS, "de", "plain")))
                        .parts())
                .containsEntry("text", "31. Jänner 2025");
        assertThat(rendered(template, request.variant(new Variant(Channel.SMS, "en", "plain")))
                        .parts())
                .containsEntry("text", "January 31, 2025");
    }

    @Test
    void parent_withBlocks_isOneTextInItsPlace() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{<frame}}\n  {{$body}}\n  Dear {{recipient.family}},\n  two lines.\n  {{/body}}\n{{/frame}}\n",
                "frame.en.mustache",
                "{{agency.name}}:\n{{$body}}\nNothing to say.\n{{/body}}\n{{$end}}Bye, {{recipient.family}}{{/end}}");

        assertThat(rendered(template, request()).parts())
                .containsEntry("text", "City Library:\nDear Moser,\ntwo lines.\nBye, Moser");
    }

    @Test
    void parent_textBetweenItsTags_isAWarning() {
        MessageTemplate template = template(
                "sms.en.mustache", "{{<frame}}lost{{$a}}x{{/a}}{{/frame}}", "frame.en.mustache", "{{$a}}{{/a}}");

        assertThat(template.warnings()).extracting(Diagnostic::code).containsExactly("TPL-018");
        assertThat(rendered(template, request()).parts()).containsEntry("text", "x");
    }

    @Test
    void parent_blocks_countAmongTheUses() {
        MessageTemplate template = template(
                "sms.en.mustache",
                "{{<frame}}{{$a}}{{recipient.books}}{{/a}}{{/frame}}",
                "frame.en.mustache",
                "{{$a}}{{recipient.fee}}{{/a}}");

        assertThat(template.uses().stream().map(CategoryUse::category)).containsExactly("loan");
    }

    @Test
    void letter_addressLongerThanTheWindow_isRefused() {
        String six = "1\n2\n3\n4\n5\n";

        assertThat(request().render(letter(six + "6"))).isInstanceOf(Rendering.Rendered.class);
        for (String address : List.of(six + "6\n7", six + "x".repeat(41))) {
            assertThat(request().render(letter(address)))
                    .isEqualTo(new Rendering.Refused(RefusalReason.ADDRESS_TOO_LONG, "address", List.of()));
        }
    }

    private static MessageTemplate letter(String address) {
        return template("letter.address.mustache", address, "letter.subject.mustache", "s", "letter.en.mustache", "t");
    }

    @Test
    void part_thatSaysNothing_refusesTheMessage() {
        String name = "{{#recipient.firstName}}{{recipient.firstName}}{{/recipient.firstName}}";
        Fixture.Request nameless = request();
        Fixture.Request named = request().recipient(person("firstName", "Ada"));

        for (String blank : java.util.List.of("sms.en.mustache", "email.en.mustache", "email.subject.mustache")) {
            java.util.Map<String, String> files = new java.util.TreeMap<>(java.util.Map.of(blank, " " + name + "\n"));
            if (blank.startsWith("email")) {
                files.putIfAbsent("email.en.mustache", "text");
                files.putIfAbsent("email.subject.mustache", "subject");
            }
            java.util.List<String> all = new java.util.ArrayList<>();
            files.forEach((file, text) -> all.addAll(java.util.List.of(file, text)));
            MessageTemplate template = template(all.toArray(String[]::new));
            String part = blank.contains("subject") ? "subject" : "text";

            assertThat(named.render(template)).isInstanceOf(Rendering.Rendered.class);
            assertThat(nameless.render(template)).isInstanceOfSatisfying(Rendering.Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(RefusalReason.EMPTY_PART);
                assertThat(refused.detail()).isEqualTo(part);
            });
        }
    }

    @Test
    void preheader_thatSaysNothing_isLeftEmpty() {
        MessageTemplate template = template(
                "email.subject.mustache",
                "s",
                "email.preheader.mustache",
                "{{#recipient.firstName}}{{recipient.firstName}}{{/recipient.firstName}}",
                "email.en.mustache",
                "t");

        assertThat(request().render(template)).isInstanceOf(Rendering.Rendered.class);
    }
}
