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
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
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
    private final KieSessionConfiguration configuration;
    private final Environment environment;
    private final Sessions sessions;

    /**
     * @param facts the loader that finds the facts
     * @param reuse whether a session may serve one evaluation after the other
     */
    RuleBase(Collection<Model> models, ClassLoader facts, boolean reuse) {
        KieServices services = KieServices.get();
        KieBaseConfiguration base = services.newKieBaseConfiguration(null, facts);
        // The plain store of facts costs half of the class-aware one; see newSession for what it demands.
        base.setOption(KieBaseMutabilityOption.DISABLED);
        this.rules = KieBaseBuilder.createKieBaseFromModel(models, base);
        // Left at its defaults: with ThreadSafeOption.NO all sessions of a base share the arguments of a consequence.
        this.configuration = services.newKieSessionConfiguration();
        this.environment = services.newEnvironment();
        this.sessions = new Sessions(this::newSession, reuse);
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
            @Nullable Throwable thrown,
            boolean endless) {

        boolean isSound() {
            return thrown == null && !endless && misfits.isEmpty();
        }
    }

    KieBase kieBase() {
        return rules;
    }

    /** Puts facts before every rule, in a session that nothing else uses meanwhile. */
    Outcome fire(Collection<?> facts) {
        StatefulKnowledgeSessionImpl session = sessions.take();
        boolean sound = false;
        try {
            Outcome outcome = fire(session, facts);
            sound = outcome.isSound();
            return outcome;
        } finally {
            sessions.giveBack(session, sound);
        }
    }

    private static Outcome fire(KieSession session, Collection<?> facts) {
        Findings findings = new Findings();
        try {
            facts.forEach(session::insert);
            session.addEventListener(findings); // for what rules insert, not for what is given to them
            boolean endless = session.fireAllRules(MAX_FIRINGS) >= MAX_FIRINGS;
            return new Outcome(findings.found, findings.misfits, null, endless);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            // Other errors tell of the machine, such as memory that is short, and of no rule.
            return new Outcome(List.of(), Collections.emptySortedMap(), e, false);
        }
    }

    /** A new session. An immutable base forgets facts that no rule matches, findings included: listen for them. */
    StatefulKnowledgeSessionImpl newSession() {
        return (StatefulKnowledgeSessionImpl) rules.newKieSession(configuration, environment);
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
