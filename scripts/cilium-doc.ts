// Writes docs/cilium.md; `npm run docs` runs it. Every verdict on the page is what the simulator says when it is asked.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLUSTER, Promise, PROMISES, Question } from './cilium-promises';
import { cilium } from '../src/dialects/cilium/cilium';
import { CiliumOptions, defaultOptions } from '../src/dialects/cilium/options';
import { QUIRK_TEXTS } from '../src/dialects/cilium/quirk-texts';
import { Quirk, QUIRKS, quirksOf } from '../src/dialects/cilium/quirks';
import { CILIUM_VERSIONS, CiliumRelease } from '../src/dialects/cilium/version';
import { Dialect } from '../src/dialects/dialect';
import { KUBERNETES } from '../src/dialects/kubernetes';
import { FlowVerdict } from '../src/model/trace';
import { cluster, verdict } from '../test/fixture';

export const CILIUM_DOC = path.join(__dirname, '..', 'docs', 'cilium.md');

const DIALECTS: readonly Dialect[] = [KUBERNETES, ...CILIUM_VERSIONS.map(version => cilium(defaultOptions(version)))];
const ENFORCERS = ['Kubernetes\' text', ...CILIUM_VERSIONS.map(version => `Cilium ${version}`)];

const INTRODUCTION = `# What network policies do on Cilium

<!-- Generated from scripts/cilium-promises.ts by \`npm run docs\`. Do not edit. -->

[Using network policies in Kubernetes](https://docs.virtuozzo.com/virtuozzo_hybrid_cloud_1_0_self_service_guide/using-network-policies-in-kubernetes.html)
says what policies do on a cluster with \`network_driver=cilium\`. This page takes its sentences one by one and asks the
simulator. Every verdict below was computed when the page was written, and a test fails when one of them has changed.

Tell the validation which cluster the policies are meant for, and it warns (\`enforcer-differs\`) of every connection on which
that cluster and the text of Kubernetes do not agree:

\`\`\`ts
NetworkPolicyValidation.of(app, { target: cluster });
\`\`\`
`;

/** What Cilium does with the policies beside its quirks, what the simulator makes of it, and why. */
const LIMITS: readonly (readonly [topic: string, does: string, modelled: string])[] = [
  ['ICMP', 'An isolated pod sends and receives it where a rule without `ports` admits the peer; a rule with ports does not admit it.',
    'Simulated. The text of Kubernetes leaves it open, so that no verdict contradicts it.'],
  ['Services', 'Cilium replaces the address of a Service by that of a pod before the policies see it, so that a rule means the pod and its port. '
    + 'Where kube-proxy does that afterwards, as with `k8s.serviceProxyName`, the rule sees an address outside the cluster and the Service\'s port.',
  'Verdicts are about pods. With the fact `serviceTranslation: AFTER_POLICY` the check `services-after-policy` names the connections that break. '
    + 'That was concluded from the source and not seen on a cluster, so nothing assumes it unasked.'],
  ['Traffic from outside through a node', 'The source is the client\'s address only with `externalTrafficPolicy: Local`, with direct server return, or when the pod runs on the node '
    + 'that the packet arrives at; else it is that node.',
  'Not modelled: an address outside is judged as itself. It depends on load balancers and routing, which no manifest states.'],
  ['Cilium\'s Ingress and Gateway', 'Pods see the identity `ingress`, which no peer of a NetworkPolicy means but a rule without `from`.',
    'Not modelled: there is no such endpoint to ask about. Write a CiliumNetworkPolicy with `fromEntities: [ingress]`.'],
  ['Pods that are just being made', 'Until its labels are known, a pod has the identity `init` and is isolated in both directions.',
    'Not modelled: a verdict is about a pod with its labels.'],
  ['CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy', 'Their allow rules add to those of NetworkPolicies; their deny rules win over all.',
    'Not modelled yet: what such an object may decide about is unknown, and a warning names each of them.'],
  ['The patch release', 'A label with the key `host` opens a pod up to 1.20.1, and no longer from 1.20.2 on.',
    'In 1.20 the verdict for such a pod is unknown until the fact `ciliumPatchVersion` tells; on the command line `--dialect cilium-1.20.2` does.'],
  ['GKE\'s Dataplane V2', 'It is Cilium of a version that Google does not name.',
    'A verdict is certain where all versions above agree, and unknown where they do not: `NetworkDriver.GKE_DATAPLANE_V2`, or `--dialect gke-dataplane-v2`. '
    + 'CiliumNetworkPolicy has no effect there; CiliumClusterwideNetworkPolicy may, which the fact `gkeClusterwidePolicies` tells.'],
  ['Conformance', 'Cilium\'s own tests run those of Kubernetes but for three, which expect an ipBlock to match a pod.',
    'That is the ipBlock row above. Where no row says otherwise, the text of Kubernetes holds.'],
  ['Several clusters', 'Up to 1.18 selectors mean the pods of all clusters of a mesh, from 1.19 those of the local one.',
    'One cluster only. There it matters for selectors of NotIn and DoesNotExist alone, which is a row above.'],
  ['The own node in enforcement mode `always`', 'From 1.20 the node is let in only where some ingress rule selects the pod; up to 1.19 always.',
    'Simulated, and for a pod with the label key `init` in every mode. Asked of the engines of 1.19.0 and 1.20.2, not of a cluster.'],
];

/** The text of docs/cilium.md. */
export function ciliumDocument(): string {
  return [
    INTRODUCTION,
    summary(),
    `## The cluster of the examples\n\nTwo nodes, two pods of \`default\` and one of \`demo-namespace\`.\n\n${yaml(CLUSTER)}`,
    ...PROMISES.map(section),
    quirkTable(),
    limits(),
  ].join('\n').trimEnd() + '\n';
}

/** The verdict of each enforcer, the text of Kubernetes first. */
export function answersTo({ policies }: Promise, { flow }: Question): FlowVerdict[] {
  return DIALECTS.map(dialect => verdict(cluster(`${CLUSTER}---${policies}`, undefined, dialect), flow));
}

/** Whether the enforcers keep the promise: all of it, a part, or none. */
export function keeping(promise: Promise): ('yes' | 'in part' | 'no')[] {
  const kept = promise.questions.map(question =>
    answersTo(promise, question).map(answer => answer === question.promised));
  return DIALECTS.map((_, index) => (kept.every(row => row[index]) ? 'yes' : kept.some(row => row[index]) ? 'in part' : 'no'));
}

function summary(): string {
  return `## Which promises hold\n\n${table(['Promise', ...ENFORCERS], PROMISES.map(promise =>
    [`[${promise.title}](#${anchor(promise.title)})`, ...keeping(promise)]))}`;
}

function section(promise: Promise): string {
  const { title, quote, policies, questions, explanation } = promise;
  const rows = questions.map(question => [
    `\`${question.flow}\``, question.about, question.promised,
    ...answersTo(promise, question).map(answer => (answer === question.promised ? answer : `**${answer}**`)),
  ]);
  return [
    `## ${title}\n`, `> ${quote}\n`, yaml(policies), table(['Connection', '', 'Promised', ...ENFORCERS], rows), `${explanation}\n`,
  ].join('\n');
}

/** A quirk counts as had by a version that has it in some configuration; its text says in which. */
function quirkTable(): string {
  const rows = QUIRKS.map(quirk => [
    `\`${quirk}\``, QUIRK_TEXTS[quirk].does, QUIRK_TEXTS[quirk].help, ...CILIUM_VERSIONS.map(version => (versionHas(version, quirk) ? 'yes' : '')),
  ]);
  return `## All that Cilium does differently\n\n${table(['', 'What it does', 'What to do', ...CILIUM_VERSIONS], rows)}`;
}

function versionHas(version: CiliumRelease, quirk: Quirk): boolean {
  return (['default', 'always', 'never'] as const)
    .map((mode): CiliumOptions => ({ ...defaultOptions(version), mode, nodeSelectorLabels: true }))
    .some(options => quirksOf(options).has(quirk));
}

function limits(): string {
  return `## What else Cilium does, and what is simulated of it\n\n${table(['', 'What Cilium does', 'What the simulator makes of it'], LIMITS)}`;
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text.trim()}\n\`\`\`\n`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[header, header.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

/** The anchor that a heading gets where Markdown is shown. */
function anchor(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9 _-]/g, '').replace(/ /g, '-');
}

if (require.main === module) {
  writeFileSync(CILIUM_DOC, ciliumDocument());
}
