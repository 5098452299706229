import com.fasterxml.jackson.annotation.JsonProperty;
import io.portgrade.client.ApiClient;
import io.portgrade.client.ApiException;
import io.portgrade.client.api.AuditsApi;
import io.portgrade.client.model.AuditReport;
import io.portgrade.client.model.AuditRequest;
import io.portgrade.client.model.Evidence;
import io.portgrade.client.model.FirewallPath;
import io.portgrade.client.model.Grade;
import io.portgrade.client.model.IpProtocol;
import io.portgrade.client.model.OperatingSystem;
import io.portgrade.client.model.PathKind;
import io.portgrade.client.model.Problem;
import io.portgrade.client.model.ReportedFinding;
import io.portgrade.client.model.SubmittedFirewall;
import io.portgrade.client.model.SubmittedHost;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

/** Audits a host with the generated client: {@code AuditHost URL GRADE}, where GRADE is the one that the report must have. */
public final class AuditHost {

    private static final String SYSCTL = """
            net.ipv4.ip_local_port_range = 32768\t60999
            net.ipv4.tcp_timestamps = 0
            net.ipv4.tcp_tw_reuse = 1
            """;

    private AuditHost() {}

    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        AuditsApi audits = new AuditsApi(client);

        AuditRequest request = new AuditRequest()
                .host(new SubmittedHost().name("web-17").putLabelsItem("role", "proxy"))
                .sysctl(SYSCTL)
                .addFirewallItem(new SubmittedFirewall().content("*filter\n:INPUT DROP [0:0]\nCOMMIT\n"));
        AuditReport report = audits.createAudit(request, null, Grade.A, null, null, null);

        requireComplete(report);
        require("grade", Grade.fromValue(args[1]), report.getGrade());
        require("gate", false, report.getGate().getPassed());
        require("system", OperatingSystem.LINUX, report.getHost().getOs());
        require("label", "proxy", report.getHost().getLabels().get("role"));
        ReportedFinding finding = report.getFindings().stream()
                .filter(found -> found.getRule().equals("reuse/without-timestamps"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding of reuse/without-timestamps"));
        requireComplete(finding);
        Evidence evidence = finding.getEvidence().stream()
                .filter(found -> found.getKey().equals("net.ipv4.tcp_timestamps"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no evidence of net.ipv4.tcp_timestamps"));
        require("the evidence's line", 2, evidence.getLine());
        require("remedy", "1", finding.getRemediation().getSettings().get("net.ipv4.tcp_timestamps"));
        FirewallPath back = report.getFirewallAnalysis().stream()
                .filter(path -> path.getDirection() == PathKind.RETURN && path.getProtocol() == IpProtocol.TCP)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answers over TCP in the analysis of the firewall"));
        require("lost", List.of("32768-60999"), back.getBlocked());
        requireProblem(client, audits, request);
    }

    private static void requireProblem(ApiClient client, AuditsApi audits, AuditRequest request) throws Exception {
        try {
            audits.createAudit(request, "no-such-policy", null, null, null, null);
        } catch (ApiException refused) {
            Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
            requireComplete(problem);
            require("status", 404, problem.getStatus());
            require("type", "urn:portgrade:problem:unknown-policy", problem.getType().toString());
            return;
        }
        throw new AssertionError("an audit by a policy that does not exist was not refused");
    }

    /** What the contract requires is there: the classes say so, but reading JSON does not check it. */
    private static void requireComplete(Object model) throws ReflectiveOperationException {
        for (Method getter : model.getClass().getMethods()) {
            JsonProperty property = getter.getAnnotation(JsonProperty.class);
            if (property != null && property.required() && getter.getParameterCount() == 0 && getter.invoke(model) == null) {
                throw new AssertionError(model.getClass().getSimpleName() + " lacks " + property.value());
            }
        }
    }

    private static void require(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + " is " + actual + ", not " + expected);
        }
    }
}
