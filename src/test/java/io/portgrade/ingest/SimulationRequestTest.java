package io.portgrade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.ingest.pools.SubmittedPool;
import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationRequestTest {

    @Test
    void settingsAreReplacedAddedAndTakenOut() {
        Map<String, String> changes = new HashMap<>(Map.of("a", "2", "c", "3"));
        changes.put("b", null);
        SimulationRequest request = request(List.of(), List.of(), new SubmittedChanges(changes, null, null));

        assertThat(request.validate()).isEmpty();
        assertThat(request.after(request.before()).settings()).isEqualTo(Map.of("a", "2", "c", "3"));
        assertThat(request.removedSettings()).containsExactly("b");
    }

    @Test
    void aKeyMayBeWrittenWithSlashes() {
        Map<String, String> changes = new HashMap<>();
        changes.put("net/ipv4/tcp_tw_reuse", null);
        SimulationRequest request = request(List.of(), List.of(), new SubmittedChanges(changes, null, null));

        assertThat(request.validate()).isEmpty();
        assertThat(request.removedSettings()).containsExactly("net.ipv4.tcp_tw_reuse");
    }

    @Test
    void oneKeyInTwoSpellingsIsRefused() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("net.ipv4.tcp_tw_reuse", "1");
        changes.put("net/ipv4/tcp_tw_reuse", null);

        assertThat(request(List.of(), List.of(), new SubmittedChanges(changes, null, null))
                        .validate())
                .extracting(InvalidField::pointer)
                .containsExactly("/changes/settings/net~1ipv4~1tcp_tw_reuse");
    }

    @Test
    void aChangeThatIsNullIsToldByItsPlace() {
        SubmittedChanges changes = new SubmittedChanges(null, null, Collections.singletonList(null));
        assertThat(request(List.of(), List.of(), changes).validate())
                .extracting(InvalidField::pointer)
                .containsExactly("/changes/pools/0");
    }

    @Test
    void documentsOfKnownPathsReplaceThose() {
        SimulationRequest request = request(
                List.of(firewall("a", "old"), firewall("b", "old")),
                List.of(),
                new SubmittedChanges(null, List.of(firewall("a", "new")), null));

        assertThat(request.after(request.before()).firewall())
                .containsExactly(firewall("b", "old"), firewall("a", "new"));
    }

    @Test
    void documentsOfOtherPathsOrNoneReplaceAll() {
        List<SubmittedFirewall> submitted = List.of(firewall("a", "old"), firewall(null, "old"));
        for (String path : new String[] {"c", null}) {
            List<SubmittedFirewall> changed = List.of(firewall("a", "new"), firewall(path, "new"));
            SimulationRequest request = request(submitted, List.of(), new SubmittedChanges(null, changed, null));

            assertThat(request.after(request.before()).firewall()).isEqualTo(changed);
        }
    }

    @Test
    void poolsAreReplacedByNameAndAdded() {
        SimulationRequest request = request(
                List.of(),
                List.of(pool("a", 1), pool("b", 1), pool(null, 1)),
                new SubmittedChanges(null, null, List.of(pool("b", 2), pool("c", 2))));

        assertThat(request.after(request.before()).pools())
                .containsExactly(pool("a", 1), pool(null, 1), pool("b", 2), pool("c", 2));
    }

    @Test
    void pointersLeadIntoTheChanges() {
        SimulationRequest request = request(
                List.of(firewall("a", null)),
                List.of(),
                new SubmittedChanges(null, List.of(firewall("a", null)), List.of(pool(" ", 0))));

        assertThat(request.validate())
                .extracting(InvalidField::pointer)
                .containsExactlyInAnyOrder(
                        "/firewall/0/content",
                        "/changes/firewall/0/content",
                        "/changes/pools/0/instances",
                        "/changes/pools/0/name");
    }

    @Test
    void somethingMustChange() {
        for (SubmittedChanges none : new SubmittedChanges[] {null, new SubmittedChanges(null, null, null)}) {
            assertThat(request(List.of(), List.of(), none).validate())
                    .singleElement()
                    .satisfies(field -> {
                        assertThat(field.pointer()).isEqualTo("/changes");
                        assertThat(field.message()).contains("settings, firewall and pools");
                    });
        }
    }

    private static SimulationRequest request(
            List<SubmittedFirewall> firewall, List<SubmittedPool> pools, SubmittedChanges changes) {
        return new SimulationRequest(
                null, null, List.of(), Map.of("a", "1", "b", "1"), firewall, pools, null, null, changes);
    }

    private static SubmittedFirewall firewall(String path, String content) {
        return new SubmittedFirewall(null, content, path);
    }

    private static SubmittedPool pool(String name, int instances) {
        return new SubmittedPool(
                name,
                "generic",
                Map.of(),
                null,
                new SubmittedDestination("db.example", 5432, null),
                instances,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }
}
