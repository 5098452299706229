package io.portgrade.report;

import io.portgrade.fact.Facts;
import io.portgrade.policy.Bands;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pictures and excerpts are made of; no part of the report's JSON.
 *
 * @param ports where they lie; null when the port range is not known
 * @param utilisation what the policy makes of demand as a share of its ceiling
 * @param texts as submitted, each held and not copied; of two with one source it is not known which is meant
 */
public record Background(@Nullable PortLayout ports, Bands utilisation, List<SourceText> texts) {

    private static final Comparator<SourceText> IN_ORDER =
            Comparator.comparing(SourceText::source).thenComparing(SourceText::text);

    public Background {
        texts = List.copyOf(texts);
    }

    static Background of(HostSnapshot snapshot, Facts facts, Policy policy) {
        List<SourceText> texts = new ArrayList<>(snapshot.texts());
        for (FirewallDocument firewall : snapshot.firewall()) {
            texts.add(new SourceText(firewall.source(), firewall.text()));
        }
        texts.sort(IN_ORDER);
        return new Background(
                PortLayout.of(snapshot, facts).orElse(null), policy.thresholds().capacityUtilisation(), texts);
    }
}
