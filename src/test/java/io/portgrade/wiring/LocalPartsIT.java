package io.portgrade.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.report.Rendering;
import io.portgrade.rule.RuleCatalogue;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is built by hand for commands is what the container finds for the service. */
@QuarkusTest
class LocalPartsIT {

    @All
    List<Rendering> ofTheService;

    @Inject
    RuleCatalogue catalogue;

    @Test
    void aCommandHasTheFormatsOfTheService() {
        assertThat(LocalParts.renderings(catalogue, Optional.empty()))
                .extracting(Rendering::id)
                .hasSizeGreaterThan(1)
                .containsAll(ofTheService.stream()
                        .map(Rendering::id)
                        .filter(id -> !id.equals("thread")) // a test's own
                        .toList());
    }
}
