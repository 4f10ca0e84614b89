import { Severity } from '../../model/finding';
import { Requirement, Selector } from '../../model/selector';
import { Workload } from '../../model/workload';

/** Why a selector that asks for a label will stop to select. */
export interface Unstable {
  readonly requirement: Requirement;
  readonly severity: Severity;
  /** Words that follow "which": `changes with each roll-out`. */
  readonly what: string;
}

interface Instability extends Omit<Unstable, 'requirement'> {
  readonly keys: readonly string[];
  /** What a value looks like, where the key alone does not tell. */
  readonly value?: RegExp;
}

const INSTABILITIES: readonly Instability[] = [
  {
    keys: ['pod-template-hash', 'rollouts-pod-template-hash', 'pod-template-generation', 'controller-revision-hash'],
    severity: 'warning',
    what: 'changes with each roll-out',
  },
  {
    keys: ['controller-uid', 'batch.kubernetes.io/controller-uid'],
    severity: 'warning',
    what: 'is another one for each Job that is made',
  },
  {
    keys: ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'batch.kubernetes.io/job-completion-index'],
    severity: 'info',
    what: 'is another one for each replica',
  },
  { keys: ['helm.sh/chart', 'chart'], value: /-v?\d+\.\d+/, severity: 'info', what: 'changes with each version of the chart' },
  // Words such as `latest` stay.
  { keys: ['app.kubernetes.io/version'], value: /\d/, severity: 'info', what: 'changes with each release' },
  { keys: ['version'], value: /^v?\d+\.\d+\.\d+/, severity: 'info', what: 'changes with each release' },
  { keys: ['heritage'], value: /^(Helm|Tiller)$/, severity: 'info', what: 'says what applied the chart, and is the same for all charts' },
];

const JOB_NAMES = ['job-name', 'batch.kubernetes.io/job-name'];

/**
 * What the selector asks for that will be another one soon. To ask whether there is such a label at all is fine.
 *
 * @param podsThere those that the selector may be for, asked for where they matter only
 */
export function unstableIn({ requirements }: Selector, podsThere: () => readonly Workload[]): Unstable[] {
  const asked = requirements.filter(({ operator }) => operator === 'In' || operator === 'NotIn');
  return asked.flatMap((requirement): Unstable[] => {
    const { key, values } = requirement;
    const { severity, what } = instabilityOf(key, values)
      ?? (JOB_NAMES.includes(key) && podsThere().some(pod => isRunOf(pod, values)) ? NAME_OF_RUN : STABLE);
    return what === undefined || namesEveryReplica(requirement, podsThere()) ? [] : [{ requirement, severity, what }];
  });
}

const NAME_OF_RUN = { severity: 'warning', what: 'is another one for each run of the CronJob' } as const;
const STABLE = { severity: 'info', what: undefined } as const;

/** Whether a label of this key and value will be another one soon. */
export function isUnstableLabel(key: string, value: string): boolean {
  return JOB_NAMES.includes(key) || instabilityOf(key, [value]) !== undefined;
}

function instabilityOf(key: string, values: readonly string[]): Instability | undefined {
  return INSTABILITIES.find(({ keys, value }) => keys.includes(key)
    && (value === undefined || values.some(one => value.test(one))));
}

/** The replicas of a StatefulSet have names that are known, and may all be listed. */
function namesEveryReplica({ key, operator, values }: Requirement, pods: readonly Workload[]): boolean {
  const there = pods.flatMap(({ labels }) => labels.uncertain.get(key)?.values ?? []);
  return operator === 'In' && there.length > 0 && there.every(value => values.includes(value));
}

/** The Jobs of a CronJob are called after it and the time of the run. */
function isRunOf({ kind, name }: Workload, values: readonly string[]): boolean {
  return kind === 'CronJob' && values.some(value => value.startsWith(`${name}-`) && /^\d+$/.test(value.slice(name.length + 1)));
}
