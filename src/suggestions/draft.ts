import { Need } from './needs';
import { isSamePeer, peersFor, selectedAlike } from './peers';
import { SuggestedPeer, SuggestedPolicy, SuggestedRule } from './suggestion';
import { Label, NAME_LABELS, podsInCode } from '../checks/support/pasteable-code';
import { freeName } from '../checks/support/pasteable-policy';
import { TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { oneLine } from '../sets/visible';

/** What the pods of one workload need in one direction. */
interface SubjectNeeds {
  readonly direction: TrafficDirection;
  readonly subject: Workload;
  readonly needs: readonly Need[];
  readonly rules: readonly SuggestedRule[];
}

/** One policy for each workload and direction that needs one, or for workloads that need the same and were named together. */
export function draftOf(snapshot: Snapshot, needs: readonly Need[]): SuggestedPolicy[] {
  const drafts: SuggestedPolicy[] = [];
  const groups = bySubject(snapshot, needs);
  const done = new Set<SubjectNeeds>();
  for (const group of groups.filter(({ rules }) => rules.length > 0)) {
    const pods = done.has(group) ? undefined : subjectOf(snapshot, group, groups);
    if (pods !== undefined) {
      pods.covered.forEach(one => done.add(one));
      const { direction, rules, subject: { namespace } } = group;
      const name = `${pods.name}-${direction}`;
      const free = freeName([...snapshot.policies, ...drafts], namespace, asObjectName(name));
      drafts.push({ name: free, namespace, subject: pods.labels, direction, rules });
    }
  }
  return drafts;
}

function bySubject(snapshot: Snapshot, needs: readonly Need[]): SubjectNeeds[] {
  const groups = new Map<TrafficDirection, Map<Workload, Need[]>>([['egress', new Map()], ['ingress', new Map()]]);
  for (const need of needs) {
    const subjects = groups.get(need.direction)!;
    subjects.set(need.subject, [...subjects.get(need.subject) ?? [], need]);
  }
  return [...groups].flatMap(([direction, subjects]) => [...subjects].map(([subject, own]) =>
    ({ direction, subject, needs: own, rules: rulesFor(snapshot, own) })));
}

/** Peers that need the same ports share a rule. */
function rulesFor(snapshot: Snapshot, needs: readonly Need[]): SuggestedRule[] {
  const wanted: { readonly peer: SuggestedPeer; ports: readonly PortMatch[] }[] = [];
  for (const need of needs) {
    for (const peer of peersFor(snapshot, need)) {
      const known = wanted.find(one => isSamePeer(one.peer, peer));
      if (known === undefined) {
        wanted.push({ peer, ports: [need.port] });
      } else {
        known.ports = withPort(known.ports, need.port);
      }
    }
  }
  const rules = new Map<string, SuggestedRule>();
  for (const { peer, ports } of wanted) {
    const key = ports.map(portKey).sort().join(' ');
    rules.set(key, { peers: [...rules.get(key)?.peers ?? [], peer], ports });
  }
  return [...rules.values()];
}

function withPort(ports: readonly PortMatch[], port: PortMatch): readonly PortMatch[] {
  return [...ports, port].some(({ kind }) => kind === 'any') ? [{ kind: 'any' }]
    : ports.some(known => portKey(known) === portKey(port)) ? ports : [...ports, port];
}

function portKey(port: PortMatch): string {
  switch (port.kind) {
    case 'any': return 'any';
    case 'named': return `${port.protocol} ${port.name}`;
    case 'numbered': return `${port.protocol} ${JSON.stringify(port.ports.intervals)}`;
  }
}

/** Labels for the subject of a policy, its name, and whose needs it meets. */
interface SubjectPods {
  readonly labels: readonly Label[];
  readonly name: string;
  readonly covered: readonly SubjectNeeds[];
}

function subjectOf(
  snapshot: Snapshot, { direction, subject, needs, rules }: SubjectNeeds, groups: readonly SubjectNeeds[],
): SubjectPods | undefined {
  const same = (workload: Workload) => groups.find(other => other.direction === direction && other.subject === workload
    && JSON.stringify(other.rules) === JSON.stringify(rules));
  for (const { labels, workloads } of selectedAlike(snapshot, needs[0].subjectParty, subject)) {
    const covered = workloads.flatMap(workload => same(workload) ?? []);
    if (covered.length === workloads.length) {
      return { labels, name: labels.map(([, value]) => value).filter(value => value !== '').join('-') || 'all', covered };
    }
  }
  const pods = podsInCode(snapshot, subject);
  const covered = groups.filter(one => one.subject === subject && one.direction === direction);
  return pods && { labels: pods.labels, name: nameFor(subject, pods.labels), covered };
}

/** What people call the workload; the names of those that cdk8s makes end in a checksum. */
function nameFor({ name }: Workload, labels: readonly Label[]): string {
  const [[key, value]] = labels;
  return labels.length === 1 && NAME_LABELS.includes(key) && value !== '' ? value : name;
}

/** Labels may hold what no name of an object does. */
function asObjectName(name: string): string {
  return oneLine(name).toLowerCase().replace(/[^a-z0-9.-]/g, '-');
}
