import { Finding } from '../../model/finding';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { oneLine } from '../../sets/visible';
import { list } from '../../wording/lists';
import { Check } from '../check';
import { compareSelector } from '../support/compare-selector';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { openSubjectsEffect } from '../support/open-subjects';
import { foldRepeats, Repeatable } from '../support/repeats';
import { quoteScope, selectorPlace } from '../support/selector-place';
import { yamlScalar } from '../support/selector-yaml';
import { Unmatched, unmatchedOf } from '../support/unmatched';
import { Unpassed, unpassedLabels } from '../support/unpassed-labels';

const POLICY = `
apiVersion: v1
kind: Pod
metadata: { name: database, namespace: cloud, labels: { app: database } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: database, namespace: cloud }
spec:
  podSelector: { matchLabels: { app: database } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ podSelector: { matchLabels: { component: cron } } }]
      ports: [{ port: 3306 }]
---
`;

export const labelOnTheObject: Check = {
  meta: {
    name: 'label-on-the-object-not-its-template',
    severity: 'warning',
    summary: 'A policy asks pods for a label that their Deployment, CronJob or other controller has itself and does not give to them.',
    why: 'A policy selects pods by the labels of the pods. Those of a controller stay with the controller: its pods get what '
      + 'stands in their template.',
    bad: {
      manifests: `${POLICY}apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: cloud, labels: { component: cron } }
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: nightly, image: nightly }] }
`,
    },
    good: {
      manifests: `${POLICY}apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: cloud }
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        metadata: { labels: { component: cron } }
        spec: { restartPolicy: Never, containers: [{ name: nightly, image: nightly }] }
`,
    },
    links: [{ title: 'Kubernetes: pod templates', url: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(
    unmatchedOf(snapshot, 'label-on-the-object-not-its-template').map(unmatched => repeatable(snapshot, unmatched)))),
};

/** More controllers than these are counted. */
const MOST_SHOWN = 3;

function repeatable(snapshot: Snapshot, unmatched: Unmatched): Repeatable {
  const { policy, placed, namespaces, pods, inScope } = unmatched;
  const { title, place, label, text } = selectorPlace(unmatched);
  const controllers = unpassedLabels(pods, inScope);
  const shown = controllers.slice(0, MOST_SHOWN);
  const names = list(controllers.map(({ workload }) => nameOf(workload)), MOST_SHOWN);
  const where = `in ${quoteScope(namespaces)}`;
  const { evidence: [asked], notes } = compareSelector(label, text, pods, inScope, where);
  const amount = controllers[0].labels.length;
  const help = shown.map(templateHelp);
  const finding: Finding = {
    check: labelOnTheObject.meta.name,
    severity: 'warning',
    title: `${title} asks pods for ${amount === 1 ? 'a label' : `${amount} labels`} that ${names} `
      + `${controllers.length === 1 ? 'has and its pods do not' : 'have and their pods do not'}`,
    at: policy.origin,
    evidence: [asked, ...shown.flatMap(beside)],
    effect: placed !== undefined || policy.namespace === '' ? undefined
      : openSubjectsEffect(snapshot, policy, controllers.map(({ workload }) => workload)),
    notes,
    help,
  };
  return { finding, cause: [where, text, ...help].join('\n'), place };
}

function beside({ workload, labels }: Unpassed): Finding['evidence'] {
  return [
    { label: 'on the object', text: `${workload.kind} ${formatWorkload(workload)}: ${list(labels.map(written))}` },
    { label: 'on its pods', text: list([...workload.labels.known].map(written)) || 'no label' },
  ];
}

function nameOf(workload: Workload): string {
  return oneLine(`${workload.kind} \`${formatWorkload(workload)}\``);
}

function written([key, value]: readonly [string, string]): string {
  return oneLine(`${key}=${value}`);
}

function templateHelp({ workload, labels }: Unpassed): string {
  const path = workload.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  return [
    `give the label to the pods of ${nameOf(workload)}, in their template:`,
    ...[...path, 'metadata', 'labels'].map((key, depth) => `${'  '.repeat(depth)}${key}:`),
    ...labels.map(([key, value]) => `${'  '.repeat(path.length + 2)}${yamlScalar(key)}: ${yamlScalar(value)}`),
  ].join('\n');
}
