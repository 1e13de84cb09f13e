package org.tidings.core;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The categories of personal data, channels, jurisdictions and purposes that an agency works with. Immutable.
 *
 * <p>Everything that is decided about consent is looked up here; read it from JSON with {@link #read}. The version is
 * part of every decision.
 */
public final class Catalogue {
    private final long version;
    private final Map<String, DataCategory> categories;
    private final Map<Channel, ChannelDefinition> channels;
    private final Map<String, Jurisdiction> jurisdictions;
    private final Map<String, Purpose> purposes;
    private final Set<String> withUnknownBasis;

    private Catalogue(
            long version,
            Map<String, DataCategory> categories,
            Map<Channel, ChannelDefinition> channels,
            Map<String, Jurisdiction> jurisdictions,
            Map<String, Purpose> purposes,
            Set<String> withUnknownBasis) {
        this.version = version;
        this.categories = categories;
        this.channels = channels;
        this.jurisdictions = jurisdictions;
        this.purposes = purposes;
        this.withUnknownBasis = withUnknownBasis;
    }

    /** Returns a catalogue of definitions; of two with one id the later counts. */
    public static Catalogue of(
            long version,
            List<DataCategory> categories,
            List<ChannelDefinition> channels,
            List<Jurisdiction> jurisdictions,
            List<Purpose> purposes) {
        Map<String, DataCategory> categoryMap = new LinkedHashMap<>();
        categories.forEach(category -> categoryMap.put(category.id(), category));
        Map<Channel, ChannelDefinition> channelMap = new LinkedHashMap<>();
        channels.forEach(channel -> channelMap.put(channel.channel(), channel));
        Map<String, Jurisdiction> jurisdictionMap = new LinkedHashMap<>();
        jurisdictions.forEach(jurisdiction -> jurisdictionMap.put(jurisdiction.id(), jurisdiction));
        Map<String, Purpose> purposeMap = new LinkedHashMap<>();
        purposes.forEach(purpose -> purposeMap.put(purpose.id(), purpose));
        return new Catalogue(
                version,
                Collections.unmodifiableMap(categoryMap),
                Collections.unmodifiableMap(channelMap),
                Collections.unmodifiableMap(jurisdictionMap),
                Collections.unmodifiableMap(purposeMap),
                Set.of());
    }

    Catalogue withUnknownBasis(Set<String> purposeIds) {
        return new Catalogue(version, categories, channels, jurisdictions, purposes, Set.copyOf(purposeIds));
    }

    /**
     * Reads a catalogue from JSON; the form stands in the guide.
     *
     * @throws InvalidInputException with every fault, if there was one
     */
    public static Catalogue read(SourceText source) {
        return CatalogueReader.read(source, false);
    }

    /**
     * Reads a catalogue from JSON as {@link #read} does, but keeps out a purpose whose basis the law does not know instead
     * of refusing the whole: what is asked about that purpose cannot be answered.
     *
     * @throws InvalidInputException with every other fault, if there was one
     */
    public static Catalogue readFailingClosed(SourceText source) {
        return CatalogueReader.read(source, true);
    }

    /** Returns the version. */
    public long version() {
        return version;
    }

    /** Returns the category with an id, or nothing if there is none. */
    public Optional<DataCategory> category(String id) {
        return Optional.ofNullable(categories.get(id));
    }

    /** Returns the ids of the categories. */
    public Collection<String> categoryIds() {
        return categories.keySet();
    }

    /** Returns the definition of a channel, or nothing if the agency does not use it. */
    public Optional<ChannelDefinition> channel(Channel channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    /** Returns the jurisdiction with an id, or nothing if there is none. */
    public Optional<Jurisdiction> jurisdiction(String id) {
        return Optional.ofNullable(jurisdictions.get(id));
    }

    /** Returns the ids of the jurisdictions. */
    public Collection<String> jurisdictionIds() {
        return jurisdictions.keySet();
    }

    /** Returns the purpose with an id, or nothing if there is none. */
    public Optional<Purpose> purpose(String id) {
        return Optional.ofNullable(purposes.get(id));
    }

    /** Returns the ids of the purposes. */
    public Collection<String> purposeIds() {
        return purposes.keySet();
    }

    /** Returns whether a purpose was kept out because the law does not know its basis; see {@link #readFailingClosed}. */
    public boolean isBasisUnknown(String purposeId) {
        return withUnknownBasis.contains(purposeId);
    }

    /**
     * Returns whether a category is of a special kind: it, or an ancestor of it in the catalogue, is marked special. A
     * category that the catalogue does not know counts as special.
     */
    public boolean isSpecial(String category) {
        boolean known = false;
        for (DataCategory candidate : categories.values()) {
            if (DataCategory.covers(candidate.id(), category)) {
                known = true;
                if (candidate.special()) {
                    return true;
                }
            }
        }
        return !known;
    }

    /**
     * Returns the lowest confidentiality that a channel or part must have to show a category: the highest that is stated
     * for it or an ancestor of it. A category that the catalogue does not know needs 3.
     */
    public int minConfidentiality(String category) {
        int result = -1;
        for (DataCategory candidate : categories.values()) {
            if (DataCategory.covers(candidate.id(), category)) {
                result = Math.max(result, candidate.minConfidentiality());
            }
        }
        return result < 0 ? 3 : result;
    }
}
