package io.portgrade.ingest;

import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.ingest.AuditRequest.SubmittedHost;
import io.portgrade.ingest.pools.SubmittedPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is submitted to compare a host with what it would be: an {@link AuditRequest} and what is to change in it. */
public record SimulationRequest(
        @Nullable SubmittedHost host,
        @Nullable String sysctl,
        List<@Nullable SubmittedFile> files,
        Map<String, @Nullable String> settings,
        List<@Nullable SubmittedFirewall> firewall,
        List<@Nullable SubmittedPool> pools,
        @Nullable String sockets,
        @Nullable String limits,
        @Nullable SubmittedChanges changes) {

    private static final SubmittedChanges NONE = new SubmittedChanges(Map.of(), List.of(), List.of());

    /** The host as it is. */
    public AuditRequest before() {
        return new AuditRequest(host, sysctl, files, settings, firewall, pools, sockets, limits, null);
    }

    /**
     * The host as it would be, but for {@link #removedSettings}.
     *
     * @param before as {@link #before}, perhaps with a name
     */
    public AuditRequest after(AuditRequest before) {
        return changed().appliedTo(before);
    }

    /** The keys that it would be without. */
    public List<String> removedSettings() {
        return changed().removed();
    }

    /** What must be put right before this can be read; empty when nothing must. */
    public List<InvalidField> validate() {
        List<InvalidField> invalid = new ArrayList<>(before().validate());
        if (changed().changeNothing()) {
            invalid.add(
                    new InvalidField("/changes", "holds no change: send at least one of settings, firewall and pools"));
        }
        changed()
                .repeated()
                .forEach(key -> invalid.add(new InvalidField(
                        "/changes/settings/" + InvalidField.escaped(key),
                        "stands here in its other spelling as well: send one of both")));
        Map<String, @Nullable String> values = new LinkedHashMap<>(changed().settings());
        values.values().removeIf(Objects::isNull);
        AuditRequest changes = new AuditRequest(
                null, null, List.of(), values, changed().firewall(), changed().pools(), null, null, null);
        changes.validate()
                .forEach(field -> invalid.add(new InvalidField("/changes" + field.pointer(), field.message())));
        for (int i = 0; i < changed().pools().size(); i++) {
            SubmittedPool pool = changed().pools().get(i);
            if (pool != null && (pool.name() == null || pool.name().isBlank())) {
                invalid.add(new InvalidField(
                        "/changes/pools/" + i + "/name", "is missing: it says which pool this one takes the place of"));
            }
        }
        return invalid;
    }

    private SubmittedChanges changed() {
        return changes == null ? NONE : changes;
    }
}
