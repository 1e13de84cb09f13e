package org.tidings.templating;

import java.util.Map;
import java.util.Objects;
import org.tidings.core.SourceText;

/**
 * The files of one template: its manifest, and everything that stands beside it.
 *
 * @param manifest the manifest, JSON
 * @param files bodies, partials and message catalogues by file name without folder, such as
 *     {@code sms.en.mustache} or {@code messages.de.json}; files with other endings are not looked at
 */
public record TemplateFiles(SourceText manifest, Map<String, SourceText> files) {
    /** Copies the map. */
    public TemplateFiles {
        Objects.requireNonNull(manifest, "manifest");
        files = Map.copyOf(files);
    }
}
