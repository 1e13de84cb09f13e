package org.tidings.benchmarks.segmentation;

import java.util.ArrayList;
import java.util.List;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.segmentation.BulkEvaluation;
import org.tidings.segmentation.Population;
import org.tidings.segmentation.Rulebook;
import org.tidings.segmentation.Segment;

/** The library's own way: the rules compiled and bound, the columns of a population. */
final class BulkTidings implements BulkCounter {
    private final Rulebook rulebook;
    private final List<Segment> segments = new ArrayList<>();
    private final Population population;
    private final BulkEvaluation bulk;

    BulkTidings(Schema schema, Population population, List<BulkRules.Written> rules) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            text.append("segment s")
                    .append(i)
                    .append(" = ")
                    .append(rules.get(i).text())
                    .append('\n');
        }
        this.rulebook = Rulebook.compile(schema, List.of(new SourceText("bulk.rules", text.toString())));
        for (int i = 0; i < rules.size(); i++) {
            segments.add(rulebook.segment("s" + i).orElseThrow());
        }
        this.population = population;
        this.bulk = rulebook.bind(BulkPeople.CONTEXT).over(population);
    }

    @Override
    public long[] counts() {
        return bulk.counts(segments);
    }

    /** Binds the rules to another instant and counts. */
    long[] countsAt(EvaluationContext context) {
        return rulebook.bind(context).over(population).counts(segments);
    }

    BulkEvaluation bulk() {
        return bulk;
    }

    List<Segment> segments() {
        return segments;
    }
}
