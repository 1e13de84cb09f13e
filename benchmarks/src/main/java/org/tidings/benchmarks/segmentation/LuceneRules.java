package org.tidings.benchmarks.segmentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.MatchingQueries;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultiMatchingQueries;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * The rules as stored queries of Lucene's monitor, with the filter on terms that its documentation recommends
 * (<a href="https://lucene.apache.org/core/9_11_1/monitor/org/apache/lucene/monitor/package-summary.html">package
 * summary</a>, "Presearcher") and without scores. Documents are made beforehand; ages are ranges of days already.
 */
final class LuceneRules implements AutoCloseable {
    /** Field that names the attributes with a value: a condition on the opposite needs one. */
    private static final String KNOWN = "known";

    private static final int QUERIES_PER_REGISTRATION = 5_000;

    private final Monitor monitor;

    LuceneRules(List<ManyRule> rules) {
        try {
            monitor = new Monitor(
                    new KeywordAnalyzer(),
                    new TermFilteredPresearcher(),
                    new MonitorConfiguration().setQueryUpdateBufferSize(QUERIES_PER_REGISTRATION));
            List<MonitorQuery> open = new ArrayList<>();
            for (int i = 0; i < rules.size(); i++) {
                open.add(new MonitorQuery("s" + i, query(rules.get(i))));
                if (open.size() == QUERIES_PER_REGISTRATION || i + 1 == rules.size()) {
                    monitor.register(open);
                    open.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MatchingQueries<QueryMatch> match(Document person) {
        try {
            return monitor.match(person, QueryMatch.SIMPLE_MATCHER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MultiMatchingQueries<QueryMatch> match(Document[] people) {
        try {
            return monitor.match(people, QueryMatch.SIMPLE_MATCHER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> names(Iterable<QueryMatch> matches) {
        List<String> names = new ArrayList<>();
        matches.forEach(match -> names.add(match.getQueryId()));
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        try {
            monitor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document document(Map<String, Object> person) {
        Document document = new Document();
        person.forEach((name, value) -> {
            document.add(new StringField(KNOWN, name, Field.Store.NO));
            if (value instanceof Long number) {
                document.add(new LongPoint(name, number));
            } else if (value instanceof LocalDate date) {
                document.add(new LongPoint(name, date.toEpochDay()));
            } else if (value instanceof Set<?> members) {
                members.forEach(member -> document.add(new StringField(name, member.toString(), Field.Store.NO)));
            } else {
                document.add(new StringField(name, value.toString(), Field.Store.NO));
            }
        });
        return document;
    }

    private static Query query(ManyRule rule) {
        if (rule instanceof ManyRule.And and) {
            return combined(and.parts(), Occur.FILTER);
        } else if (rule instanceof ManyRule.Or or) {
            return combined(or.parts(), Occur.SHOULD);
        } else if (rule instanceof ManyRule.OneOf one) {
            Query any = one.values().size() == 1
                    ? new TermQuery(new Term(one.attribute(), one.values().get(0)))
                    : new TermInSetQuery(
                            one.attribute(),
                            one.values().stream().map(BytesRef::new).toList());
            return one.none() ? opposite(one.attribute(), any) : any;
        } else if (rule instanceof ManyRule.Range range) {
            return LongPoint.newRangeQuery(range.attribute(), range.low(), range.high());
        } else if (rule instanceof ManyRule.Is is) {
            return new TermQuery(new Term(is.attribute(), Boolean.toString(is.value())));
        } else if (rule instanceof ManyRule.Age age) {
            return LongPoint.newRangeQuery(age.attribute(), ManyRules.firstDay(age), ManyRules.lastDay(age));
        } else if (rule instanceof ManyRule.Within within) {
            return LongPoint.newRangeQuery(within.attribute(), ManyRules.firstDay(within), Long.MAX_VALUE);
        }
        ManyRule.Has has = (ManyRule.Has) rule;
        Query member = new TermQuery(new Term(has.attribute(), has.member()));
        return has.none() ? opposite(has.attribute(), member) : member;
    }

    private static Query combined(List<ManyRule> parts, Occur occur) {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        parts.forEach(part -> builder.add(query(part), occur));
        return builder.build();
    }

    /** A missing value makes the opposite unknown, too. */
    private static Query opposite(String attribute, Query query) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(KNOWN, attribute)), Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }
}
