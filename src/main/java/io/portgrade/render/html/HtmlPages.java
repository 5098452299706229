package io.portgrade.render.html;

import io.portgrade.policy.Policy;
import io.portgrade.report.Pages;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import io.portgrade.snapshot.OperatingSystem;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages beside the report, from the same templates. */
@Singleton
public final class HtmlPages implements Pages {

    private final PageAssets assets = PageAssets.shipped();
    private final Templates templates = new Templates(assets, "");
    private final Markdown markdown = new Markdown();
    private final String exampleSysctl = Templates.resource("example-sysctl.txt");
    private final String exampleFirewall = Templates.resource("example-firewall.txt");
    private final String exampleSockets = Templates.resource("example-sockets.txt");
    private final String examplePools = Templates.resource("example-pools.json");

    @Override
    public Map<String, String> headers() {
        return assets.headers();
    }

    @Override
    public String start(Collection<Policy> policies, Policy chosen) {
        return templates.render(
                "start.html",
                Map.of(
                        "policies",
                        policies,
                        "chosen",
                        chosen,
                        "systems",
                        List.of(OperatingSystem.values()),
                        "sysctl",
                        exampleSysctl,
                        "firewall",
                        exampleFirewall,
                        "sockets",
                        exampleSockets,
                        "pools",
                        examplePools));
    }

    @Override
    public String rules(RuleCatalogue catalogue) {
        Map<String, List<RuleDescription>> byTopic = catalogue.rules().stream()
                .collect(Collectors.groupingBy(RuleDescription::topic, TreeMap::new, Collectors.toList()));
        return templates.render("rules.html", Map.of("topics", byTopic, "catalogue", catalogue));
    }

    @Override
    public String rule(RuleDescription rule) {
        return templates.render("rule.html", Map.of("rule", rule, "body", markdown.body(rule.readme())));
    }

    @Override
    public String refusal(Refusal refusal) {
        return templates.render("refusal.html", Map.of("refusal", refusal));
    }
}
