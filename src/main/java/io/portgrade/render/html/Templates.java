package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages' templates. Whatever they print is escaped, by {@link VisibleHtml}. */
final class Templates {

    private static final String FOLDER = "/templates/";

    private final Engine engine;
    private final PageAssets assets;
    private final @Nullable String site;

    /** @param site what stands before the paths of links: empty for pages that stay with the service, null where there is none */
    Templates(PageAssets assets, @Nullable String site) {
        this.assets = assets;
        this.site = site;
        this.engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addValueResolver(ValueResolvers.rawResolver())
                .addResultMapper(new VisibleHtml())
                .addLocator(id -> Optional.of(new HtmlSource(resource(id))))
                .build();
    }

    /** @param values what the template names */
    String render(String template, Map<String, ?> values) {
        return engine.getTemplate(template)
                .instance()
                .data("assets", assets)
                .data("site", Objects.requireNonNullElse(site, ""))
                .data("linked", site != null)
                .data("values", values)
                .render();
    }

    /** A file of the templates' folder. */
    static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the application was built without " + FOLDER + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record HtmlSource(String text) implements TemplateLocation {

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }
}
