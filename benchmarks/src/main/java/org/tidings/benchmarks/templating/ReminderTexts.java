package org.tidings.benchmarks.templating;

/**
 * The texts of the reminder as Mustache with short names: {@code firstName} may be missing, {@code dueText} is a day. One
 * text of about 600 characters with umlauts, and its page of about 1.5 kB.
 */
final class ReminderTexts {
    static final String TEXT = """
            {{#firstName}}Guten Tag {{firstName}} {{lastName}}{{/firstName}}{{^firstName}}Guten Tag{{/firstName}},

            für {{childName}} ist eine Impfung fällig: {{vaccine}}. Wir empfehlen einen Termin bis zum {{dueText}}. Am nächsten liegt: {{place}}. Für die Impfung müssen Sie nichts bezahlen. Bitte bringen Sie das gelbe Heft und die Versichertenkarte mit. Ist die Impfung schon erledigt? Dann ist nichts weiter zu tun, und wir danken Ihnen für Ihre Mühe. Fragen beantworten wir unter {{phone}}, montags bis freitags von 8 bis 16 Uhr, auf Wunsch auch in anderen Sprachen. Bitte nennen Sie dabei das Zeichen {{reference}}.

            Mit freundlichen Grüßen
            Gesundheitsamt Musterstadt""";

    static final String HTML = """
            <!DOCTYPE html>
            <html lang="de" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Eine Impfung ist fällig</title>
            </head>
            <body style="margin:0;padding:0;background:#f4f4f4">
            <table role="presentation" width="100%" style="border-collapse:collapse"><tr><td style="padding:24px">
            <table role="presentation" width="600" style="border-collapse:collapse;background:#ffffff;font:16px/1.5 sans-serif"><tr><td style="padding:32px">
            <h1 style="font-size:22px;margin:0 0 16px">{{#firstName}}Guten Tag {{firstName}} {{lastName}}{{/firstName}}{{^firstName}}Guten Tag{{/firstName}}</h1>
            <p style="margin:0 0 16px">für {{childName}} ist eine Impfung fällig: <strong>{{vaccine}}</strong>. Wir empfehlen einen Termin bis zum <strong>{{dueText}}</strong>. Am nächsten liegt: {{place}}. Für die Impfung müssen Sie nichts bezahlen.</p>
            <p style="margin:0 0 16px">Bitte bringen Sie das gelbe Heft und die Versichertenkarte mit. Ist die Impfung schon erledigt? Dann ist nichts weiter zu tun, und wir danken Ihnen für Ihre Mühe.</p>
            <p style="margin:0 0 16px">Fragen beantworten wir unter {{phone}}, montags bis freitags von 8 bis 16 Uhr, auf Wunsch auch in anderen Sprachen. Bitte nennen Sie dabei das Zeichen {{reference}}.</p>
            <p style="margin:0">Mit freundlichen Grüßen<br>Gesundheitsamt Musterstadt</p>
            <p style="margin:24px 0 0;font-size:13px;color:#555555">Diese Nachricht beruht auf dem Gesetz über den öffentlichen Gesundheitsdienst. Antworten Sie mit STOP, wenn Sie keine weitere möchten.</p>
            </td></tr></table>
            </td></tr></table>
            </body>
            </html>""";

    private ReminderTexts() {}
}
