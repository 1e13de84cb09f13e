package org.tidings.segmentation;

import java.util.Optional;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.columns.IdIndex;
import org.tidings.segmentation.internal.columns.Store;

/**
 * Collects the people of a {@link Population} one by one. Mutable, owned by one thread, used once.
 *
 * <p>Until {@link #build} it holds eight bytes per attribute and person, and each different text once; profiles are not
 * kept.
 */
public final class PopulationBuilder {
    private final Schema schema;
    private final Store.Builder store;
    private boolean built;

    PopulationBuilder(Schema schema) {
        Population.checkStored(schema);
        this.schema = schema;
        this.store = new Store.Builder(schema);
    }

    /**
     * Adds a person, whose position is the number of those added before.
     *
     * @throws IllegalArgumentException if the profile is bound to another schema
     * @throws IllegalStateException after 200,000,000 people
     */
    public PopulationBuilder add(Profile profile) {
        checkUnused();
        if (!Population.isSameForm(profile.schema(), schema)) {
            throw new IllegalArgumentException(
                    "the profile is bound to schema " + profile.schema() + "; the population has " + schema);
        }
        store.add(SlotProfile.of(profile));
        return this;
    }

    /**
     * Builds the population: finds the shortest coding of each column and turns it into bit slices.
     *
     * @throws InvalidInputException with every person whose id was added before, if there was one
     * @throws IllegalStateException if it was built before
     */
    public Population build() {
        checkUnused();
        built = true;
        Store done = store.build();
        IdIndex index = new IdIndex(done.ids());
        Diagnostics diagnostics = new Diagnostics();
        for (int row : index.repeated()) {
            diagnostics.add(new Diagnostic(
                    "SEG-607",
                    Diagnostic.Severity.ERROR,
                    "The id was added before; a person is added once",
                    "person " + done.ids().get(row),
                    0,
                    0,
                    "",
                    1,
                    Optional.empty()));
        }
        diagnostics.throwIfErrors();
        return new Population(done, index);
    }

    private void checkUnused() {
        if (built) {
            throw new IllegalStateException("the builder was used; make another one");
        }
    }
}
