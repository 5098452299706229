package io.portgrade.engine;

import io.portgrade.finding.Finding;
import io.portgrade.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.Environment;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;

/** Some rules, ready to run; immutable, shared by all threads. */
final class RuleBase {

    /** Far above what sound rules over the largest accepted host fire. */
    static final int MAX_FIRINGS = 10_000;

    private final KieBase rules;
    private final KieSessionConfiguration sessions;
    private final Environment environment;

    /** @param facts the loader that finds the facts */
    RuleBase(Collection<Model> models, ClassLoader facts) {
        KieServices services = KieServices.get();
        KieBaseConfiguration configuration = services.newKieBaseConfiguration(null, facts);
        // The plain store of facts costs half of the class-aware one; see newSession for what it demands.
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        this.rules = KieBaseBuilder.createKieBaseFromModel(models, configuration);
        // Left at its defaults: with ThreadSafeOption.NO all sessions of a base share the arguments of a consequence.
        this.sessions = services.newKieSessionConfiguration();
        this.environment = services.newEnvironment();
    }

    /**
     * What came of firing the rules.
     *
     * @param misfits rules that found what is not theirs to find, and what that was
     * @param thrown what a rule threw; null when none did
     * @param endless whether the bound on firings stopped them
     */
    record Outcome(
            List<Finding> findings,
            SortedMap<String, String> misfits,
            @Nullable RuntimeException thrown,
            boolean endless) {

        boolean isSound() {
            return thrown == null && !endless && misfits.isEmpty();
        }
    }

    KieBase kieBase() {
        return rules;
    }

    /** Puts facts before every rule, in a session of its own. */
    Outcome fire(Collection<?> facts) {
        Findings findings = new Findings();
        KieSession session = newSession();
        try {
            session.addEventListener(findings);
            facts.forEach(session::insert);
            boolean endless = session.fireAllRules(MAX_FIRINGS) >= MAX_FIRINGS;
            return new Outcome(findings.found, findings.misfits, null, endless);
        } catch (RuntimeException e) {
            return new Outcome(List.of(), Collections.emptySortedMap(), e, false);
        } finally {
            session.dispose();
        }
    }

    /** A session for one evaluation. An immutable base forgets facts that no rule matches, findings included: listen for them. */
    KieSession newSession() {
        return rules.newKieSession(sessions, environment);
    }

    /** Takes findings as rules insert them: each its own, and none worse than it declares, on which worst cases rest. */
    private static final class Findings extends DefaultRuleRuntimeEventListener {

        private final List<Finding> found = new ArrayList<>();
        private final SortedMap<String, String> misfits = new TreeMap<>();

        @Override
        public void objectInserted(ObjectInsertedEvent event) {
            if (event.getObject() instanceof Finding finding) {
                Rule rule = event.getRule();
                if (!finding.rule().equals(rule.getName())) {
                    misfits.put(rule.getName(), "it speaks for " + finding.rule());
                } else if (declared(rule).filter(finding.severity()::worseThan).isPresent()) {
                    misfits.put(
                            rule.getName(),
                            "it found " + finding.severity().id() + ", declaring "
                                    + declared(rule).orElseThrow().id() + " at worst");
                } else {
                    found.add(finding);
                }
            }
        }

        private static Optional<Severity> declared(Rule rule) {
            return Severity.find(String.valueOf(rule.getMetaData().get("severity")));
        }
    }
}
