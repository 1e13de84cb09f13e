package org.tidings.benchmarks.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Many different texts of about 600 characters, as an agency has that writes about many things: each has its own sentences
 * in its own order, five to ten values, and one of several greetings.
 */
final class LoadedPages {
    private static final int LENGTH = 600;

    private static final String[] GREETINGS = {
        "{{#firstName}}Guten Tag {{firstName}} {{lastName}}{{/firstName}}{{^firstName}}Guten Tag{{/firstName}},\n\n",
        "{{#firstName}}Grüß Gott {{firstName}}{{/firstName}}{{^firstName}}Grüß Gott{{/firstName}},\n\n",
        "Guten Tag {{lastName}},\n\n",
        "An die Familie {{lastName}}:\n\n"
    };

    private static final String[] SENTENCES = {
        "Für {{childName}} ist eine Impfung fällig: {{vaccine}}. ",
        "Wir empfehlen einen Termin bis zum {{dueText}}. ",
        "Am nächsten liegt: {{place}}. ",
        "Fragen beantworten wir unter {{phone}}, montags bis freitags von 8 bis 16 Uhr. ",
        "Bitte nennen Sie am Telefon das Zeichen {{reference}}. ",
        "Bringen Sie {{childName}} bitte ausgeschlafen und mit etwas im Magen. ",
        "Die Impfung gegen {{vaccine}} kann man jederzeit nachholen. ",
        "Sprechstunde ist in {{place}} auch am Samstag, ohne Anmeldung. ",
        "Nach dem {{dueText}} erinnern wir Sie noch einmal. ",
        "Wer {{phone}} wählt, erreicht auch jemanden, der Türkisch oder Arabisch spricht. ",
        "Für die Impfung müssen Sie nichts bezahlen. ",
        "Bitte bringen Sie das gelbe Heft und die Versichertenkarte mit. ",
        "Ist die Impfung schon erledigt? Dann ist nichts weiter zu tun, und wir danken für Ihre Mühe. ",
        "Auf Wunsch schreiben wir Ihnen in einer anderen Sprache. ",
        "Der Zugang ist ohne Stufen, Parkplätze sind im Hof. ",
        "Eine leichte Rötung am Arm ist üblich und vergeht nach zwei Tagen. ",
        "Wenn Sie keinen Arzt haben, helfen wir Ihnen, einen zu finden. ",
        "Geschwister können am selben Tag geimpft werden. "
    };

    private static final String[] CLOSINGS = {
        "\n\nMit freundlichen Grüßen\nGesundheitsamt Musterstadt",
        "\n\nAlles Gute wünscht\ndas Team der Impfberatung",
        "\n\nIhr Gesundheitsamt\nZeichen {{reference}}"
    };

    private LoadedPages() {}

    /** Returns pages from a fixed seed. */
    static List<Page> generate(int count) {
        SplittableRandom random = new SplittableRandom(20260303);
        List<Page> pages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pages.add(new Page(Page.Kind.LOADED, text(random)));
        }
        return pages;
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder(GREETINGS[random.nextInt(GREETINGS.length)]);
        List<String> left = new ArrayList<>(List.of(SENTENCES));
        while (text.length() < LENGTH) {
            text.append(left.remove(random.nextInt(left.size())));
        }
        return text.append(CLOSINGS[random.nextInt(CLOSINGS.length)]).toString();
    }
}
