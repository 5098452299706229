package io.portgrade.wiring;

import io.portgrade.api.LocalAudits;
import io.portgrade.render.CodeQualityRendering;
import io.portgrade.render.ColourTextRendering;
import io.portgrade.render.GithubRendering;
import io.portgrade.render.JsonRendering;
import io.portgrade.render.JunitRendering;
import io.portgrade.render.MarkdownRendering;
import io.portgrade.render.RulePages;
import io.portgrade.render.SarifRendering;
import io.portgrade.render.TextRendering;
import io.portgrade.render.html.HtmlRendering;
import io.portgrade.report.Rendering;
import io.portgrade.rule.RuleCatalogue;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Builds what a command needs by hand: the container loads three times as many classes, and a pipeline would wait for them.
 * Settings are those of the service, from the environment and from system properties.
 */
public final class LocalParts {

    private LocalParts() {}

    /** @throws ConfigurationException when a setting, or an operator's rules or policies cannot be used */
    public static LocalAudits audits() {
        SmallRyeConfig config = settings();
        ServiceProducer parts =
                new ServiceProducer(find(config, "portgrade.rules.dir").map(Path::of));
        return LocalAudits.of(
                config,
                parts.reader(),
                parts.auditor(),
                parts.policies(),
                renderings(
                        parts.catalogue(), find(config, "portgrade.public-url").map(LocalParts::url)));
    }

    private static SmallRyeConfig settings() {
        try {
            return LocalAudits.settings();
        } catch (ConfigValidationException e) {
            throw new ConfigurationException(WrongSetting.inWords(e));
        }
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(WrongSetting.inWords("portgrade.public-url", text));
        }
    }

    private static Optional<String> find(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, String.class);
    }

    /** All that there are; {@code LocalPartsIT} compares them with those of the service. */
    static List<Rendering> renderings(RuleCatalogue catalogue, Optional<URI> service) {
        return List.of(
                new CodeQualityRendering(),
                new ColourTextRendering(),
                new GithubRendering(),
                new HtmlRendering(service),
                new JsonRendering(),
                new JunitRendering(catalogue),
                new MarkdownRendering(),
                new SarifRendering(catalogue, new RulePages(service)),
                new TextRendering());
    }
}
