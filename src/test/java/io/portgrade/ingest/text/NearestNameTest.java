package io.portgrade.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void findsTheNearest() {
        assertThat(NearestName.of("reuse/recycle-enabeld", List.of("a/b", "reuse/recycle-enabled", "reuse/invalid")))
                .contains("reuse/recycle-enabled");
        assertThat(NearestName.of("a".repeat(101), List.of("a"))).isEmpty();
    }

    @Test
    void sortsTheNearestFirst() {
        assertThat(NearestName.nearestFirst("maxSocket", List.of("keepAlive", "maxSockets", "maxFreeSockets")))
                .containsExactly("maxSockets", "maxFreeSockets", "keepAlive");
        assertThat(NearestName.nearestFirst("a".repeat(101), List.of("b", "a"))).containsExactly("b", "a");
    }
}
