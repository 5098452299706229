package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GithubRenderingTest {

    private static final GithubRendering GITHUB = new GithubRendering();

    @Test
    void gateComesFirstThenFindingsThenTheRest() {
        AuditReport report = TestReports.proxy();
        List<WorkflowCommand> commands = commands(report);
        ReportedFinding worst = report.findings().get(0);

        assertThat(commands.get(0).properties()).containsEntry("title", "Portgrade gate");
        assertThat(commands.get(1))
                .isEqualTo(new WorkflowCommand(
                        "error",
                        Map.of(
                                "file",
                                "roles/net/files/rules.v4",
                                "line",
                                "3",
                                "title",
                                worst.title() + " (" + worst.rule() + ")"),
                        worst.explanation() + "\n" + worst.remediation().summary()));
        assertThat(commands)
                .hasSize(1 + report.findings().size() + 1 + report.diagnostics().size());
    }

    @Test
    void submittedTextIsReadBackAsItWasAndMakesNoCommand() {
        AuditReport report = TestReports.saying(TestReports.HOSTILE, TestReports.proxy());
        String visible = VisibleText.block(TestReports.HOSTILE);

        assertThat(commands(report))
                .hasSize(1 + report.findings().size() + 1 + report.diagnostics().size())
                .filteredOn(command -> command.properties().containsKey("line"))
                .isNotEmpty()
                .allSatisfy(command -> {
                    assertThat(command.properties().get("file")).isEqualTo(VisibleText.line(TestReports.HOSTILE));
                    assertThat(command.properties().keySet()).containsExactlyInAnyOrder("file", "line", "title");
                    assertThat(command.data()).startsWith(visible);
                });
    }

    @Test
    void plantedFaultsAreNotReadBack() {
        assertThat(WorkflowCommand.parse("::error file=a,b::c").properties()).doesNotContainEntry("file", "a,b");
        assertThat(WorkflowCommand.parse("::error title=a::b::c").data()).isNotEqualTo("c");
        assertThat(WorkflowCommand.parse("::error title=a::100%25").data()).isEqualTo("100%");
    }

    private static List<WorkflowCommand> commands(AuditReport report) {
        return new String(GITHUB.render(report), UTF_8)
                .lines()
                .map(WorkflowCommand::parse)
                .toList();
    }
}
