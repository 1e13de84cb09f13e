package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;

/** The names of a rulebook: stored attributes, streams, derived attributes and segments. Filled while it is compiled. */
final class Definitions {
    private final Schema stored;
    private final Map<String, Derived> derived = new LinkedHashMap<>();
    private final Map<String, Segment> segments = new LinkedHashMap<>();
    private final Set<String> brokenDerived = new HashSet<>();
    private final Set<String> brokenSegments = new HashSet<>();

    Definitions(Schema stored) {
        this.stored = stored;
    }

    Schema stored() {
        return stored;
    }

    void add(Derived added) {
        derived.put(added.name(), added);
    }

    void add(Segment added) {
        segments.put(added.name(), added);
    }

    /** Notes a name whose definition has a fault, so that its uses are not reported, too. */
    void addBroken(boolean segment, String name) {
        (segment ? brokenSegments : brokenDerived).add(name);
    }

    Optional<Derived> derived(String name) {
        return Optional.ofNullable(derived.get(name));
    }

    Optional<Segment> segment(String name) {
        return Optional.ofNullable(segments.get(name));
    }

    boolean isBrokenDerived(String name) {
        return brokenDerived.contains(name);
    }

    boolean isBrokenSegment(String name) {
        return brokenSegments.contains(name);
    }

    Map<String, Derived> derived() {
        return derived;
    }

    Map<String, Segment> segments() {
        return segments;
    }

    /** Returns every name that can stand for a value, for suggestions. */
    List<String> valueNames(List<EventStream> scopes) {
        List<String> names = new ArrayList<>(stored.attributeNames());
        names.addAll(derived.keySet());
        scopes.forEach(scope -> scope.fields().forEach(field -> names.add(field.name())));
        return names;
    }
}
