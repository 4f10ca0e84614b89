import { MonitoredPodPort } from './monitored-ports';
import { Flow } from '../../model/flow';
import { Policy, Rule } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { judgeSource } from '../../semantics/entry-sources';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { isForPort } from '../../semantics/match';
import { workloadsOfPeer } from '../../semantics/selected';

/** Keys under which charts put the name of a program, and what they call Prometheus. */
const NAME_KEYS = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name'];
const NAMES = ['prometheus', 'prometheus-server'];

/** The label that says that the pods are a Prometheus; undefined where none does. */
export function nameLabelOf({ labels: { known } }: Workload): readonly [key: string, value: string] | undefined {
  return [...known].find(([key, value]) => NAME_KEYS.includes(key) && NAMES.includes(value));
}

/** Every pod that there could be, or each Prometheus of the input while all who are admitted are known to be others. */
export type KeptOut = 'everybody' | readonly Workload[];

/** Who is certainly not admitted to the port; undefined where whoever asks for the metrics may be. */
export function whoIsKeptOut(
  snapshot: Snapshot, monitored: MonitoredPodPort, scrapers: readonly Workload[],
): KeptOut | undefined {
  const { pod, port } = monitored;
  const target = { destination: { kind: 'workload', workload: pod }, protocol: 'TCP', port } as const;
  const isKeptOut = (workload: Workload) =>
    judgeDirection(snapshot, { source: { kind: 'workload', workload }, ...target }, 'ingress').verdict === 'denied';
  // It always reaches itself.
  if (scrapers.includes(pod) || !scrapers.every(isKeptOut)) {
    return undefined;
  }
  const isAnybodyKeptOut = [undefined, pod.namespace]
    .every(namespace => judgeSource(snapshot, { kind: 'absent-controller', namespace }, target).verdict === 'denied');
  return isAnybodyKeptOut ? 'everybody'
    : scrapers.length > 0 && admitsOthersOnly(snapshot, monitored) ? scrapers : undefined;
}

/** Whether all who are admitted are pods of the input: else one of them may be a Prometheus that it does not have. */
function admitsOthersOnly(snapshot: Snapshot, { pod, port }: MonitoredPodPort): boolean {
  return rulesOnPort(snapshot, pod, port).flatMap(({ rule }) => rule.peers)
    .every(peer => peer.kind === 'pods' && peer.pods.requirements.length > 0 && workloadsOfPeer(snapshot, peer).length > 0);
}

/** The rules for the TCP port, whomever they are about. */
export function rulesOnPort(
  snapshot: Snapshot, pod: Workload, port: number,
): { readonly policy: Policy; readonly rule: Rule }[] {
  const destination = { kind: 'workload', workload: pod } as const;
  const flow: Flow = { source: destination, destination, protocol: 'TCP', port };
  return governingPolicies(snapshot, pod, 'ingress').flatMap(policy => policy.ingress!.rules
    .filter(rule => rule.effect === 'allow' && isForPort(snapshot, rule, flow, pod)).map(rule => ({ policy, rule })));
}
