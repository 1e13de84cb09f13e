package org.tidings.campaign;

import java.util.Map;
import java.util.Optional;
import org.tidings.core.Catalogue;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.segmentation.Rulebook;
import org.tidings.templating.TemplateModel;
import org.tidings.timing.ContactWindows;

/**
 * What the campaigns of a programme share, as far as it could be read: a part that is broken is absent, and whatever
 * needs it is not looked at.
 *
 * @param catalogue catalogue
 * @param schema stored attributes
 * @param rulebook compiled rules
 * @param windows contact windows
 * @param contact how recipients are reached
 * @param constants texts for templates, by dotted name
 */
record ProgrammeParts(
        Optional<Catalogue> catalogue,
        Optional<Schema> schema,
        Optional<Rulebook> rulebook,
        Optional<ContactWindows> windows,
        Optional<ContactPolicy> contact,
        Map<String, String> constants) {

    /** Returns a model with the constants of the programme; both sides have the same schema. */
    TemplateModel.Builder templateModel(Schema extended) {
        TemplateModel.Builder model = TemplateModel.builder(extended, extended);
        constants.forEach(model::constant);
        return model;
    }

    /** Returns a file, or nothing where it is missing or unreadable; the latter is reported. */
    static Optional<SourceText> read(ProgrammeFiles files, String path, Diagnostics diagnostics) {
        try {
            return files.read(path);
        } catch (InvalidInputException e) {
            diagnostics.addAll(e.diagnostics());
            return Optional.empty();
        }
    }
}
