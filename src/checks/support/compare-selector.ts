import { Evidence, Finding } from '../../model/finding';
import { formatRequirement, lookUp, Requirement, selects, Selector } from '../../model/selector';
import { formatWorkload, Workload } from '../../model/workload';
import { nearest } from '../../sets/nearest';
import { oneLine } from '../../sets/visible';
import { count, list } from '../../wording/lists';

/** What a selector says beside what there is. */
export interface Comparison extends Pick<Finding, 'evidence' | 'notes' | 'help'> {
  /** A requirement that nothing meets; undefined where it takes several together. */
  readonly failing?: Requirement;
  /** Whether it looks like a slip: something that is there is nearly what was asked for. */
  readonly isSlip?: boolean;
}

/** What the selector says beside what the pods have. */
export function compareSelector(
  label: string, text: string, selector: Selector, pods: readonly Workload[], where: string,
): Comparison {
  const failing = failingRequirement(selector, pods);
  const evidence: Evidence[] = [{
    label,
    text,
    mark: failing === undefined ? undefined : {
      part: formatRequirement(failing),
      remark: isUnseen(failing) ? UNSEEN_LABEL : `0 of ${count(pods.length, 'workload')} ${where}`,
    },
  }];
  if (failing === undefined) {
    return {
      evidence: [...evidence, { label: 'pods there', text: list(pods.map(formatWorkload)) }],
      notes: [seenNote(pods.length, where)],
      help: ['no pod has all of these labels together: compare them with the labels of one pod'],
    };
  }
  if (isUnseen(failing)) {
    return {
      failing,
      evidence,
      notes: [seenNote(pods.length, where)],
      help: [`select by another label: to the network plugin no pod has \`${failing.key}\`, whatever the manifests say`],
    };
  }
  const meant = suggestion(failing, pods);
  return {
    failing,
    evidence: [...evidence, valuesThere(failing, pods)],
    notes: [seenNote(pods.length, where)],
    help: [meant ?? (isNegative(failing) ? NEGATIVE_HELP
      : 'use a label that the pods have (the labels of the pod template, not those of the Deployment)')],
    ...meant === undefined ? {} : { isSlip: true },
  };
}

const NEGATIVE_HELP = 'this leaves out every pod there: select the pods that are meant by a label that they have';

function isNegative({ operator }: Requirement): boolean {
  return operator === 'NotIn' || operator === 'DoesNotExist';
}

/** A requirement that none of the pods meets; undefined where it takes several together. */
export function failingRequirement({ requirements }: Selector, pods: readonly Workload[]): Requirement | undefined {
  return requirements.find(requirement =>
    pods.every(({ labels }) => selects({ requirements: [requirement] }, labels) === 'no'));
}

export const UNSEEN_LABEL = 'the network plugin looks at no label of this key';

/** Whether the enforcer leaves labels of this key out of what policies see. */
export function isUnseen({ lookup }: Requirement): boolean {
  return lookup === 'nothing';
}

/** What the enforcer compares with the values, which is not always a label; of a label that it does not see, the label. */
function valueOn({ labels }: Workload, requirement: Requirement): string | undefined {
  return isUnseen(requirement) ? labels.known.get(requirement.key) : lookUp(requirement, labels);
}

function valuesThere(requirement: Requirement, pods: readonly Workload[]): Evidence {
  const { key } = requirement;
  const values = tally(pods.map(pod => valueOn(pod, requirement)));
  const keys = tally(pods.flatMap(({ labels }) => [...labels.known.keys()]));
  return values.length > 0
    ? { label: `values of ${key}`, text: list(values.map(([value, times]) => `${value} (${times})`)) }
    : { label: 'label keys there', text: list(keys.map(([name]) => name)) };
}

function suggestion(requirement: Requirement, pods: readonly Workload[]): string | undefined {
  const { key, operator, values } = requirement;
  const there = tally(pods.map(pod => valueOn(pod, requirement))).map(([value]) => value);
  const near = operator === 'In' && values.length === 1 ? nearest(values[0], there) : undefined;
  if (near !== undefined) {
    return `did you mean \`${key}=${near}\`?`;
  }
  const keys = tally(pods.flatMap(({ labels }) => [...labels.known.keys()])).map(([other]) => other);
  const nearKey = there.length === 0 ? nearest(key, keys) : undefined;
  if (nearKey !== undefined) {
    return `did you mean the key \`${nearKey}\`?`;
  }
  const holder = operator === 'In' && values.length === 1 ? underOtherKey(values[0], pods) : undefined;
  return holder === undefined ? undefined
    : `did you mean \`${oneLine(`${holder.key}=${values[0]}`)}\`? \`${formatWorkload(holder.pod)}\` has that`;
}

/** Values that say nothing without their key. */
const SWITCHES = /^(|\d+|true|false|yes|no|on|off|enabled|disabled)$/i;

/** A pod that has the value, but not under the key that was asked for: charts differ in what they call a label. */
function underOtherKey(
  value: string, pods: readonly Workload[],
): { readonly key: string; readonly pod: Workload } | undefined {
  return SWITCHES.test(value) ? undefined : pods.flatMap(pod =>
    [...pod.labels.known].filter(([, other]) => other === value).map(([key]) => ({ key, pod })))[0];
}

/** What the finding was checked against. */
export function seenNote(pods: number, where: string): string {
  return `checked against the ${count(pods, 'workload')} ${where} that the input has; pods created elsewhere are not seen`;
}

/** Each value with how often it occurs, the most frequent first. */
export function tally(values: readonly (string | undefined)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== undefined) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].sort(([left, many], [right, more]) => more - many || (left < right ? -1 : 1));
}
