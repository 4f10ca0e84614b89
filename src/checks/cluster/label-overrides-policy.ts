import { SwitchingLabel } from '../../model/cluster';
import { Evidence, Finding } from '../../model/finding';
import { DIRECTIONS, formatPolicy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { SwitchedPod, switchedBy } from '../../model/switching-labels';
import { formatWorkload, Workload } from '../../model/workload';
import { possibleSubjects, subjectsOf } from '../../semantics/selected';
import { Audience, tellFact } from '../../wording/audience';
import { list } from '../../wording/lists';
import { Check, CheckContext } from '../check';

const POLICY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }
`;

const podWith = (label: string) => `
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db, ${label}: rack-7 } }
---${POLICY}`;

export const labelOverridesPolicy: Check = {
  meta: {
    name: 'label-overrides-policy',
    severity: 'error',
    summary: 'A pod has a label that its network plugin takes for one of its own, so that policies do not hold for it.',
    why: 'Cilium knows the host, and pods whose labels it has not read yet, by labels with the keys `host` and `init`, and '
      + 'looks at the key alone. A pod with the first is open whatever the policies say, one with the second is closed.',
    bad: { manifests: podWith('host'), cluster: { networkDriver: 'cilium', ciliumVersion: '1.18' } },
    good: { manifests: podWith('rack'), cluster: { networkDriver: 'cilium', ciliumVersion: '1.18' } },
    links: [{ title: 'cilium#48027', url: 'https://github.com/cilium/cilium/issues/48027' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: context => (context.target?.enforcesNetworkPolicy !== true || context.snapshot.enforcement.mode === 'never' ? []
    : EFFECTS.flatMap(effect => checkEffect(context, effect))),
};

const EFFECTS: readonly SwitchingLabel['effect'][] = ['opens', 'isolates'];

/** A workload with a label that has the effect. */
interface Switched extends SwitchedPod {
  readonly workload: Workload;
  readonly key: string;
}

function checkEffect({ snapshot, audience }: CheckContext, effect: SwitchingLabel['effect']): Finding[] {
  const switched = snapshot.workloads.filter(({ hostNetwork }) => !hostNetwork).flatMap((workload): Switched[] => {
    const { key, is, isLabelOpen } = switchedBy(snapshot.enforcement, workload.labels, effect);
    return key === undefined ? [] : [{ workload, key, is, isLabelOpen }];
  });
  const affected = effect === 'opens' ? switched.filter(({ workload }) => isClosedOtherwise(snapshot, workload))
    : switched.flatMap(one => unlessOpened(snapshot, one))
      .filter(({ workload }) => !isClosedAnyway(snapshot, workload));
  return (['yes', 'unknown'] as const).map(answer => affected.filter(({ is }) => is === answer))
    .filter(group => group.length > 0)
    .map(group => (effect === 'opens' ? openPods(snapshot, group, audience) : isolatedPods(group)));
}

/** Of both labels the one that opens counts. */
function unlessOpened({ enforcement }: Snapshot, one: Switched): Switched[] {
  const opened = switchedBy(enforcement, one.workload.labels, 'opens').is;
  return opened === 'yes' ? [] : [{ ...one, is: opened === 'unknown' ? 'unknown' : one.is }];
}

/** Whether policies isolate the pods in both directions as well, so that the label changes nothing. */
function isClosedAnyway(snapshot: Snapshot, workload: Workload): boolean {
  return snapshot.enforcement.mode === 'always' || DIRECTIONS.every(direction => snapshot.policies
    .some(policy => policy[direction]?.isolates && subjectsOf(snapshot, policy).includes(workload)));
}

/** A pod that no policy would close is open in any case. */
function isClosedOtherwise(snapshot: Snapshot, workload: Workload): boolean {
  return snapshot.enforcement.mode === 'always' || policiesFor(snapshot, workload).length > 0;
}

/** The policies that select the workload, whether or not they hold for it. */
function policiesFor(snapshot: Snapshot, workload: Workload): string[] {
  return snapshot.policies.filter(policy => possibleSubjects(snapshot, policy).includes(workload)).map(formatPolicy);
}

function openPods(snapshot: Snapshot, group: readonly Switched[], audience: Audience): Finding {
  const [{ workload, key, is, isLabelOpen }] = group;
  const isPatchOpen = is === 'unknown' && !isLabelOpen;
  const policies = [...new Set(group.flatMap(one => policiesFor(snapshot, one.workload)))];
  return {
    check: labelOverridesPolicy.meta.name,
    severity: is === 'yes' ? 'error' : 'warning',
    title: `${namesOf(group)} ${is === 'yes' ? 'open to everybody' : 'perhaps open to everybody'}: `
      + `the network plugin applies no policy to pods that have a label \`${key}\``,
    at: workload.origin,
    evidence: [
      labelsOf(group),
      ...policies.length === 0 ? [] : [{ label: is === 'yes' ? 'without effect' : 'selected by', text: list(policies) }],
    ],
    effect: is === 'yes' ? 'every connection to and from these pods passes, as far as the other end lets it' : undefined,
    notes: isPatchOpen ? ['Cilium does so up to 1.20.1, and no longer from 1.20.2 on'] : isLabelOpen ? [SOME_PODS] : [],
    help: [
      `give the label another key: \`${key}-name\``,
      ...isPatchOpen && snapshot.otherInterpretations === undefined
        ? [`or say which patch release it is: ${tellFact(audience, 'ciliumPatchVersion: 2', '--driver cilium-1.20.2')}`] : [],
    ],
  };
}

const SOME_PODS = 'not all pods of the workload have the label';

function isolatedPods(group: readonly Switched[]): Finding {
  const [{ workload, key, is, isLabelOpen }] = group;
  return {
    check: labelOverridesPolicy.meta.name,
    severity: is === 'yes' ? 'error' : 'warning',
    title: `${namesOf(group)} ${is === 'yes' ? 'isolated' : 'perhaps isolated'} in both directions without any policy: `
      + `the network plugin does so with pods that have a label \`${key}\``,
    at: workload.origin,
    evidence: [labelsOf(group)],
    effect: is === 'yes' ? 'connections to and from these pods time out unless a policy allows them' : undefined,
    notes: isLabelOpen ? [SOME_PODS] : [],
    help: [`give the label another key: \`${key}-done\``],
  };
}

function namesOf(group: readonly Switched[]): string {
  return `${list(group.map(({ workload }) => `\`${formatWorkload(workload)}\``), 3)} ${group.length === 1 ? 'is' : 'are'}`;
}

function labelsOf(group: readonly Switched[]): Evidence {
  const texts = group.map(({ workload, key }) =>
    `${formatWorkload(workload)} has ${key}=${workload.labels.known.get(key) ?? '…'}`);
  return { label: 'label', text: list(texts) };
}
