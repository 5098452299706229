package io.portgrade.audit;

import static io.portgrade.audit.PoolAudits.audit;
import static io.portgrade.audit.PoolAudits.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portgrade.report.ReportedFinding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What findings about pools advise, and that it does what it says when it is followed. */
class PoolAdviceTest {

    private static final String SQL_ALCHEMY = """
            {"name": "orders", "framework": "sqlalchemy", "settings": {%s}, "requestsPerSecond": 100,
             "connectionSeconds": 1, "serverMaxConnections": 20, "destination": {"host": "10.0.5.12", "port": 5432}}""";
    private static final String NGINX = """
            {"name": "web", "framework": "nginx-upstream", "settings": {%s}, "requestsPerSecond": 100,
             "connectionSeconds": 1, "serverMaxConnections": 20, "destination": {"host": "10.0.5.12", "port": 80}}""";
    private static final String SHORT = """
            {"name": "%s", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 300,
             "closedBy": "%s", "socketOptions": [%s], "destination": {"host": "10.0.5.12", "port": 80}}""";

    @Test
    void sqlAlchemyKeepsNoMoreThanItsServerAccepts() throws JsonProcessingException {
        assertThat(advice("pool/no-keep-alive", SQL_ALCHEMY.formatted("\"pool_size\": 2, \"max_overflow\": 198")))
                .isEqualTo("orders: set pool_size=20, and pool_size + max_overflow = 20 as its share of what the server"
                        + " accepts, which saves up to 33.333 connections a second.");
        assertThat(troubles(SQL_ALCHEMY.formatted("\"pool_size\": 20, \"max_overflow\": 0")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.0015, 7", "0.002, 7", "0.02, 34"})
    void goKeepsEnoughForMostRequests(String seconds, int enough) throws JsonProcessingException {
        String pool = """
                {"name": "api", "framework": "go-http-transport", "settings": {%s}, "requestsPerSecond": 1000,
                 "connectionSeconds": %s, "destination": {"host": "10.0.5.12", "port": 443}}""";

        assertThat(advice("pool/no-keep-alive", pool.formatted("", seconds)))
                .startsWith("api: set MaxIdleConnsPerHost: " + enough + " (");
        assertThat(troubles(pool.formatted("\"MaxConnsPerHost\": 100, \"MaxIdleConnsPerHost\": " + enough, seconds)))
                .isEmpty();
    }

    @Test
    void nginxIsToldOneNumber() throws JsonProcessingException {
        String before = NGINX.formatted("\"keepalive\": 2, \"version\": \"1.29.7\"");

        assertThat(advice("pool/no-keep-alive", before))
                .startsWith("web: set keepalive 20;, and max_conns=20 on each server of the upstream as its share");
        assertThat(advice("pool/unbounded", before)).startsWith("web: set max_conns=20 ");
        assertThat(troubles(NGINX.formatted("\"keepalive\": 20, \"max_conns\": 20, \"version\": \"1.29.7\"")))
                .isEmpty();
    }

    @Test
    void poolsToOneServerShareWhatItAccepts() throws JsonProcessingException {
        String requests = """
                {"name": "%s", "framework": "python-requests", "settings": {"pool_maxsize": 1}, "requestsPerSecond": %d,
                 "connectionSeconds": 1, %s "destination": {"host": "10.0.5.12", "port": 443}}""";
        String pools = requests.formatted("a", 60, "\"serverMaxConnections\": 20,") + ","
                + requests.formatted("b", 20, "\"instances\": 5,");

        assertThat(advice("pool/no-keep-alive", pools))
                .isEqualTo(
                        "a: set pool_maxsize=15, pool_block=True as its share of what the server accepts, which saves up"
                                + " to 30 connections a second; b: set pool_maxsize=1, pool_block=True as its share of what the"
                                + " server accepts, which saves up to 10 connections a second.");
    }

    @Test
    void wherePoolsLeaveNoTimeWaitNoneIsBlamedOnThem() throws JsonProcessingException {
        String waiting = SHORT.formatted("waiting", "client", "");
        String resetting = SHORT.formatted("resetting", "client", "\"SO_LINGER 0\"");
        String closedThere = SHORT.formatted("closed-there", "server", "");

        assertThat(explanation(waiting))
                .endsWith("100 %: each one costs a handshake, and a port for as long as TIME_WAIT lasts.");
        assertThat(explanation(resetting)).endsWith("100 %: each one costs a handshake.");
        assertThat(explanation(closedThere)).endsWith("100 %: each one costs a handshake.");
        assertThat(explanation(waiting + "," + closedThere))
                .endsWith("and a port for as long as TIME_WAIT lasts where this side has it.");
    }

    @ParameterizedTest
    @CsvSource({"1e-300, false", "0.0004, false", "0.0005, true"})
    void aRateThatIsNothingInWordsIsNone(String rate, boolean found) throws JsonProcessingException {
        List<ReportedFinding> findings = audit(
                        SHORT.formatted("rare", "client", "").replace("300", rate))
                .findings();

        assertThat(findings.stream().anyMatch(each -> each.rule().equals("pool/no-keep-alive")))
                .isEqualTo(found);
    }

    @Test
    void oneInstanceCannotBeFewer() throws JsonProcessingException {
        String pool = """
                {"name": "%s", "framework": "sqlalchemy", "serverMaxConnections": 1, "instances": %d,
                 "destination": {"host": "10.0.5.12", "port": 5432}}""";

        assertThat(advice("pool/server-limit", pool.formatted("a", 1) + "," + pool.formatted("b", 2)))
                .isEqualTo(
                        "a: fewer pools to this server, or a proxy that pools for them; b: fewer than its 2 instances,"
                                + " or a proxy that pools for them, for at most 1 connection to 10.0.5.12:5432.");
    }

    private static String advice(String rule, String pools) throws JsonProcessingException {
        return finding(rule, pools).remediation().summary();
    }

    private static String explanation(String pools) throws JsonProcessingException {
        return finding("pool/no-keep-alive", pools).explanation();
    }

    private static List<String> troubles(String pools) throws JsonProcessingException {
        return audit(pools).findings().stream()
                .map(ReportedFinding::rule)
                .filter(rule -> rule.startsWith("pool/"))
                .toList();
    }
}
