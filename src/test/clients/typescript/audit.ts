// Audits a host with the generated client: audit.js URL GRADE, where GRADE is the one that the report must have.
import assert from 'node:assert/strict';
import { AuditsApi, Configuration, ResponseError } from './client/index.js';
import { instanceOfAuditReport } from './client/models/AuditReport.js';
import { instanceOfReportedFinding } from './client/models/ReportedFinding.js';
import { ProblemFromJSON, instanceOfProblem } from './client/models/Problem.js';
import { Grade } from './client/models/Grade.js';
import { IpProtocol } from './client/models/IpProtocol.js';
import { PathKind } from './client/models/PathKind.js';
import { OperatingSystem } from './client/models/OperatingSystem.js';

const sysctl = `net.ipv4.ip_local_port_range = 32768\t60999
net.ipv4.tcp_timestamps = 0
net.ipv4.tcp_tw_reuse = 1
`;
const firewall = '*filter\n:INPUT DROP [0:0]\nCOMMIT\n';

const [base, grade] = process.argv.slice(2);
const audits = new AuditsApi(new Configuration({ basePath: base }));
const auditRequest = { host: { name: 'web-17', labels: { role: 'proxy' } }, sysctl, firewall: [{ content: firewall }] };

const report = await audits.createAudit({ auditRequest, minGrade: Grade.A });
assert(instanceOfAuditReport(report), 'the report lacks what the contract requires');
assert.equal(report.grade, grade, `grade is ${report.grade}, not ${grade}`);
assert.equal(report.gate?.passed, false);
assert.equal(report.host.os, OperatingSystem.Linux);
assert.equal(report.host.labels['role'], 'proxy');
const finding = report.findings.find(found => found.rule === 'reuse/without-timestamps');
assert(finding && instanceOfReportedFinding(finding), 'no finding of reuse/without-timestamps');
assert.equal(finding.evidence.find(found => found.key === 'net.ipv4.tcp_timestamps')?.line, 2);
assert.equal(finding.remediation.settings['net.ipv4.tcp_timestamps'], '1');
const back = report.firewallAnalysis?.find(path => path.direction === PathKind.Return && path.protocol === IpProtocol.Tcp);
assert.deepEqual(back?.blocked, ['32768-60999']);

const refusal = await audits.createAudit({ auditRequest, policy: 'no-such-policy' }).then(
  () => assert.fail('an audit by a policy that does not exist was not refused'),
  (failure: unknown) => failure,
);
assert(refusal instanceof ResponseError, String(refusal));
const problem = ProblemFromJSON(await refusal.response.json());
assert(instanceOfProblem(problem), 'the problem lacks what the contract requires');
assert.equal(problem.status, 404);
assert.equal(problem.type, 'urn:portgrade:problem:unknown-policy');
