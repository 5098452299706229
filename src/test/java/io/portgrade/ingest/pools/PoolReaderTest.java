package io.portgrade.ingest.pools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.capacity.DestinationLoad;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.InvalidField;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Pool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'\"settings\": {\"keepAlive\": false}, \"requestsPerSecond\": 500', 500.0",
        "'\"settings\": {\"keepAlive\": true}, \"requestsPerSecond\": 500', 0.0",
        "'\"framework\": \"generic\", \"settings\": {\"keepAlive\": false}', ",
        "'\"settings\": {}, \"requestsPerSecond\": 500', ",
        "'\"framework\": \"hikaricp\", \"requestsPerSecond\": 500', ",
    })
    void opensAConnectionARequestUnlessKeptAlive(String fields, Double expected) throws JsonProcessingException {
        List<Pool> pools =
                new PoolReader().read(request("\"destination\": {\"host\": \"h\", \"port\": 80}, " + fields));

        assertThat(pools).extracting(Pool::newConnectionsPerSecond).containsExactly(expected);
    }

    @Test
    void saysWhichFrameworkItDoesNotRead() throws JsonProcessingException {
        PoolReader reader = new PoolReader();
        reader.read(request("\"framework\": \"okhttp\", \"destination\": {\"host\": \"h\", \"port\": 80}"));

        assertThat(reader.diagnostics())
                .extracting(Diagnostic::source, Diagnostic::message)
                .containsExactly(
                        tuple(
                                "pools",
                                "pools[0]: the settings of okhttp are not read by this release: what the pool opens is not assessed"));
    }

    @Test
    void readsDestinationLifetimeAndPeer() throws JsonProcessingException {
        Pool pool = new PoolReader()
                .read(request("\"name\": \"db\", \"destination\": {\"host\": \"[2001:db8::7]\", \"port\": 443}, "
                        + "\"connectionSeconds\": 1.5, \"closedBy\": \"server\", \"peerTimestamps\": false"))
                .get(0);

        assertThat(pool.destination()).hasToString("[2001:db8::7]:443");
        assertThat(pool.lifetime()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(pool.leavesNoTimeWait()).isTrue();
        assertThat(pool.peerTimestamps()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\": \"a\"', /pools/0/destination",
        "'\"destination\": {\"port\": 80}', /pools/0/destination/host",
        "'\"destination\": {\"host\": \"h\"}', /pools/0/destination/port",
        "'\"destination\": {\"host\": \"h\", \"port\": 0}', /pools/0/destination/port",
        "'\"destination\": {\"host\": \"h\", \"port\": 65536}', /pools/0/destination/port",
        "'\"destination\": {\"host\": \"h\", \"port\": 80, \"protocol\": \"sctp\"}', /pools/0/destination/protocol",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"framework\": \"c3p0\"', /pools/0/framework",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"closedBy\": \"nobody\"', /pools/0/closedBy",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"instances\": 0', /pools/0/instances",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"requestsPerSecond\": -1', /pools/0/requestsPerSecond",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"requestsPerSecond\": 1e300', /pools/0/requestsPerSecond",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"connectionSeconds\": -0.5', /pools/0/connectionSeconds",
    })
    void namesTheInvalidField(String fields, String pointer) throws JsonProcessingException {
        AuditRequest request = JSON.readValue("{\"pools\": [{" + fields + "}]}", AuditRequest.class);

        assertThat(request.validate()).extracting(InvalidField::pointer).containsExactly(pointer);
        assertThat(new PoolReader().read(request.pools())).hasSizeLessThanOrEqualTo(1);
    }

    private static List<SubmittedPool> request(String fields) throws JsonProcessingException {
        return JSON.readValue("{\"pools\": [{" + fields + "}]}", AuditRequest.class)
                .pools();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"peerTimestamps\": false', false",
        "'\"peerTimestamps\": true', true",
        "'\"name\": \"unknown\"', true",
        "'\"sourceAddress\": \"10.0.0.7\"', false",
        "'\"sourceAddress\": \"10.0.0.7\", \"socketOptions\": [\"IP_BIND_ADDRESS_NO_PORT\"]', true",
    })
    void saysWhetherPortsCanBeReused(String fields, boolean reusable) throws JsonProcessingException {
        List<Pool> pools = new PoolReader()
                .read(request("\"destination\": {\"host\": \"h\", \"port\": 80}, \"requestsPerSecond\": 9, "
                        + "\"settings\": {\"keepAlive\": false}, " + fields));

        assertThat(DestinationLoad.of(pools)).singleElement().returns(reusable, DestinationLoad::allowsReuse);
    }
}
