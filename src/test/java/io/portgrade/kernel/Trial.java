package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.dialect.Dialects;
import io.portgrade.kernel.Comparison.Mismatch;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads rules, holds conversations under them, and compares. */
final class Trial {

    /**
     * What came of it.
     *
     * @param refusal what the tool said when it refused the rules; null when it took them
     */
    record Result(@Nullable String refusal, List<Mismatch> mismatches, int completed) {

        boolean isRefused() {
            return refusal != null;
        }
    }

    private final FirewallLab lab;
    private final List<ProbeFlow> flows;
    private final PortRange window;

    Trial(FirewallLab lab, List<Family> families, PortRange window) {
        this.lab = lab;
        this.flows = families.stream()
                .flatMap(family -> FirewallLab.flows(family).stream())
                .toList();
        this.window = window;
    }

    /** With everything that the kernel prints of the rules, and a second, patient look at what does not agree. */
    Result run(List<RuleText> rules) {
        return run(rules, true, true);
    }

    /**
     * @param listings whether what the kernel prints of the rules is read and judged too
     * @param patient whether to look again before saying that something does not agree; if not, the ports may have been
     *     probed under other rules right before
     */
    Result run(List<RuleText> rules, boolean listings, boolean patient) {
        Optional<String> refusal = lab.load(rules);
        if (refusal.isPresent()) {
            return new Result(refusal.get(), List.of(), 0);
        }
        if (!patient) {
            lab.settle();
        }
        Map<String, PortSet> completed = lab.completed(flows, window);
        List<Mismatch> mismatches = compare(rules, listings, completed);
        if (patient && !mismatches.isEmpty()) {
            lab.settle();
            completed = lab.completedPatiently(flows, window);
            mismatches = compare(rules, listings, completed);
        }
        return new Result(
                null,
                mismatches,
                completed.values().stream().mapToInt(PortSet::size).sum());
    }

    private List<Mismatch> compare(List<RuleText> rules, boolean listings, Map<String, PortSet> completed) {
        List<Mismatch> all = new ArrayList<>();
        boolean exact = rules.stream().allMatch(text -> text.exact() && !Comparison.untracksSomePackets(text.text()));
        List<FirewallDocument> written = rules.stream()
                .map(text -> new FirewallDocument("rules", text.backend().format(text.family()), text.text()))
                .toList();
        all.addAll(Comparison.of(parse(written), flows, completed, window, exact));
        if (listings) {
            for (Listing listing : Listing.of(lab, rules)) {
                Comparison.of(parse(listing.documents()), flows, completed, window, exact && listing.complete())
                        .stream()
                        .map(found -> new Mismatch(
                                found.kind(), listing.name() + ": " + found.about(), found.ports(), found.why()))
                        .forEach(all::add);
            }
        }
        return all;
    }

    static List<Firewall> parse(List<FirewallDocument> documents) {
        return documents.stream()
                .flatMap(document -> Dialects.parse(document).stream())
                .flatMap(parsed -> Optional.ofNullable(parsed.firewall()).stream())
                .toList();
    }
}
