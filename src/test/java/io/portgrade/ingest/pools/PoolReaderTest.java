package io.portgrade.ingest.pools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.capacity.DestinationLoad;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.InvalidField;
import io.portgrade.snapshot.Closer;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.SocketOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "'\"settings\": {\"keepAlive\": false}, \"requestsPerSecond\": 500', 500.0",
        "'\"settings\": {\"keepAlive\": true}, \"requestsPerSecond\": 500', 0.0",
        "'\"framework\": \"generic\", \"settings\": {\"keepAlive\": false}', ",
        "'\"settings\": {}, \"requestsPerSecond\": 500', ",
        "'\"framework\": \"python-requests\", \"requestsPerSecond\": 500', ",
    })
    void opensAConnectionARequestUnlessKeptAlive(String fields, Double expected) throws JsonProcessingException {
        List<Pool> pools =
                new PoolReader().read(request("\"destination\": {\"host\": \"h\", \"port\": 80}, " + fields));

        assertThat(pools).extracting(Pool::newConnectionsPerSecond).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"settings\": {}', nothing says whether connections are kept alive: what the pool opens is not assessed",
        "'\"settings\": {\"keepAlive\": false}', requestsPerSecond is left out: what the pool opens is not assessed",
        "'\"framework\": \"sqlalchemy\", \"settings\": {\"pool_size\": 0, \"max_overflow\": -1, \"pool_recycle\": 1}, \"requestsPerSecond\": 9', 'connectionSeconds, how long a request takes, is left out: what the pool opens is not assessed'",
        "'\"framework\": \"python-requests\", \"requestsPerSecond\": 9', 'connectionSeconds, how long a request takes, is left out, and no more than 10 connections are kept: what the pool opens is not assessed'",
        "'\"settings\": {\"keepAlive\": false, \"maxSize\": 25}, \"instances\": 2, \"requestsPerSecond\": 300, \"connectionSeconds\": 100', 'requestsPerSecond and connectionSeconds take more connections at once than may be open, 50: the requests would queue, and only as many are counted as those connections serve'",
        "'\"framework\": \"okhttp\", \"text\": \"x\"', 'no text is read for okhttp: send its settings one by one'",
        "'\"framework\": \"okhttp\", \"socketOptions\": [\"linger\"]', 'not a socket option by its name in C, such as SO_REUSEADDR: \"linger\"'",
        "'\"framework\": \"okhttp\", \"socketOptions\": [\"SO_LINGER 5\"]', 'only SO_LINGER 0 leaves no TIME_WAIT, passed over: \"SO_LINGER 5\"'",
    })
    void saysWhyItKnowsNothing(String fields, String message) throws JsonProcessingException {
        PoolReader reader = new PoolReader();
        reader.read(request("\"destination\": {\"host\": \"h\", \"port\": 80}, " + fields));

        assertThat(reader.diagnostics())
                .extracting(Diagnostic::source, Diagnostic::message)
                .containsExactly(tuple("pools[0]", message));
    }

    @ParameterizedTest
    @CsvSource({"nginx-upstream, false", "generic, true", "go-http-transport, true"})
    void onlyNginxPutsTheChoiceOfAPortOffByItself(String framework, boolean bindsFirst) throws JsonProcessingException {
        List<Pool> pools = new PoolReader()
                .read(request("\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"10.0.0.7\","
                        + " \"framework\": \"" + framework + "\""));

        assertThat(pools).extracting(Pool::bindsFirst).containsExactly(bindsFirst);
    }

    @Test
    void tellsPoolsOfOneNameApart() throws JsonProcessingException {
        PoolReader reader = new PoolReader();
        String pool = "{\"name\": \"db\", \"framework\": \"okhttp\", \"destination\": {\"host\": \"h\", \"port\": 80}}";
        List<Pool> pools = reader.read(JSON.readValue("{\"pools\": [" + pool + "," + pool + "]}", AuditRequest.class)
                .pools());

        assertThat(pools).extracting(Pool::name).containsExactly("db", "db");
        assertThat(reader.diagnostics())
                .containsExactly(new Diagnostic(
                        "pools[1]", null, "is called \"db\" as pools[0] is: told apart by their places"));
    }

    @Test
    void readsAllOfAPool() throws JsonProcessingException {
        Pool pool = new PoolReader()
                .read(request("\"framework\": \"hikaricp\", \"destination\": {\"host\": \"H\", \"port\": 80}, "
                        + "\"instances\": 4, \"requestsPerSecond\": 7.5, \"serverMaxConnections\": 100, "
                        + "\"sourceAddress\": \" 10.0.0.7 \", \"socketOptions\": [\"so_reuseaddr\", null, \"TCP_NODELAY 1\", "
                        + "\"SO_LINGER=0\", \"SO_REUSEPORT 0\"], \"middleboxIdleSeconds\": 350"))
                .get(0);

        assertThat(pool.name()).isEqualTo("pools[0]");
        assertThat(pool.framework()).isEqualTo("hikaricp");
        assertThat(pool.destination()).hasToString("h:80");
        assertThat(pool.instances()).isEqualTo(4);
        assertThat(pool.requestsPerSecond()).isEqualTo(7.5);
        assertThat(pool.requestTime()).isNull();
        assertThat(pool.closedBy()).isEqualTo(Closer.CLIENT);
        assertThat(pool.sourceAddress()).isEqualTo("10.0.0.7");
        assertThat(pool.socketOptions()).containsExactly(SocketOption.SO_LINGER, SocketOption.SO_REUSEADDR);
        assertThat(pool.leavesNoTimeWait()).isTrue();
        assertThat(pool.serverMaxConnections()).isEqualTo(100);
        assertThat(pool.peerTimestamps()).isNull();
        assertThat(pool.middleboxIdle()).isEqualTo(Duration.ofSeconds(350));
        assertThat(pool.openConnections()).isEqualTo(40.0);
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
        "'\"destination\": {\"host\": \"h:80\", \"port\": 80}', /pools/0/destination/host",
        "'\"destination\": {\"host\": \"[::1]:80\", \"port\": 80}', /pools/0/destination/host",
        "'\"destination\": {\"host\": \"https://h\", \"port\": 80}', /pools/0/destination/host",
        "'\"destination\": {\"host\": \"a b\", \"port\": 80}', /pools/0/destination/host",
        "'\"destination\": {\"host\": \"[::1\", \"port\": 80}', /pools/0/destination/host",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"name\": \"a\\nb\"', /pools/0/name",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"\\u0000\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"::1%\\u0000\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"eth0\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"localhost\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"10.0.0.7/24\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"010.0.0.7\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"256.1.1.1\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"10.0.0.7%eth0\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"10.0.0.7:80\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"2001:db8::/64\"', /pools/0/sourceAddress",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"serverMaxConnections\": 0', /pools/0/serverMaxConnections",
        "'\"destination\": {\"host\": \"h\", \"port\": 80}, \"middleboxIdleSeconds\": -1', /pools/0/middleboxIdleSeconds",
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

    @ParameterizedTest
    @CsvSource({
        "[2001:DB8:0:0::7], [2001:db8::7]:80, false",
        "2001:db8:0:1:0:0:0:7, [2001:db8:0:1::7]:80, false",
        "fe80::1%eth0, [fe80::1%eth0]:80, false",
        "[fe80::1%eth0], [fe80::1%eth0]:80, false",
        "[fe80::1]%eth0, [fe80::1%eth0]:80, false",
        "::1, [::1]:80, true",
        "0:0:0:0:0:0:0:1, [::1]:80, true",
        "2001:DB8::0:1, [2001:db8::1]:80, false",
        "::ffff:127.0.0.1, 127.0.0.1:80, true",
        "::ffff:10.0.0.1, 10.0.0.1:80, false",
        "[::FFFF:a00:1], 10.0.0.1:80, false",
        "0:0:0:0:0:ffff:10.0.0.1, 10.0.0.1:80, false",
        "::ffff:10.0.0.1%eth0, 10.0.0.1:80, false",
        "::10.0.0.1, [::a00:1]:80, false",
        "zz::1, [zz::1]:80, false",
        "DB.Example., db.example:80, false",
        "127.8.9.10, 127.8.9.10:80, true",
        "127.0.0.example, 127.0.0.example:80, false",
        "LOCALHOST, localhost:80, true",
    })
    void bringsADestinationIntoOneForm(String host, String form, boolean loopback) throws JsonProcessingException {
        AuditRequest request = JSON.readValue(
                "{\"pools\": [{\"destination\": {\"host\": \"" + host + "\", \"port\": 80}}]}", AuditRequest.class);

        assertThat(request.validate()).isEmpty();
        Destination destination = new PoolReader().read(request.pools()).get(0).destination();
        assertThat(destination).hasToString(form).returns(loopback, Destination::isLoopback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.7",
                " 0.0.0.0 ",
                "::",
                "[::]",
                "2001:DB8::7",
                "[fe80::1%eth0]",
                "::ffff:10.0.0.7",
                " ",
                "10.20.30.0"
            })
    void takesASourceAddress(String address) throws JsonProcessingException {
        AuditRequest request = JSON.readValue(
                "{\"pools\": [{\"destination\": {\"host\": \"h\", \"port\": 80}, \"sourceAddress\": \"" + address
                        + "\"}]}",
                AuditRequest.class);

        assertThat(request.validate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::7, 10.0.0.1, true",
        "10.0.0.7, 2001:db8::1, true",
        "10.0.0.7, 10.0.0.1, false",
        "::ffff:10.0.0.7, 10.0.0.1, false",
        "2001:db8::7, db.example, false",
        "::, 10.0.0.1, false",
    })
    void saysThatAnAddressNeverConnectsToOneOfTheOtherFamily(String source, String host, boolean said)
            throws JsonProcessingException {
        PoolReader reader = new PoolReader();
        reader.read(request("\"settings\": {\"keepAlive\": true}, \"destination\": {\"host\": \"" + host
                + "\", \"port\": 80}, \"sourceAddress\": \"" + source + "\""));

        String message = "sourceAddress " + source + " can never connect to " + host
                + ", one is IPv4 and the other IPv6: send an address of the destination's family";
        assertThat(reader.diagnostics()).extracting(Diagnostic::message).isEqualTo(said ? List.of(message) : List.of());
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
