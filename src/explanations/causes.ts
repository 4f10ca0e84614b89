import { Endpoint, Flow } from '../model/flow';
import { droppedProtocolsOf, interpretationsOf } from '../model/interpretation';
import { DecidedTraffic, GroupEndpoint, MatrixEndpoint, representativeOf } from '../model/matrix';
import { otherDirection, TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { switchedBy } from '../model/switching-labels';
import { DirectionTrace, Trace } from '../model/trace';
import { Workload } from '../model/workload';
import { portParts } from '../semantics/connections';
import { governingPolicies } from '../semantics/isolation';
import { judgeDirection } from '../semantics/judge';
import { appliesTo } from '../semantics/match';
import { unpoliced } from '../semantics/unpoliced';
import { unsimulatedPoliciesOn } from '../semantics/unsimulated';
import { TrafficSet, trafficOfProtocols } from '../sets/traffic-set';
import { Cause, causeOfDoubt, causesIn } from '../wording/traces';

/** Traffic that is open for the same causes. */
interface OpenTraffic {
  readonly traffic: TrafficSet;
  readonly causes: readonly Cause[];
}

/** Two endpoints between which something is unknown. */
export interface OpenPair {
  readonly source: GroupEndpoint;
  readonly destination: GroupEndpoint;
  readonly connections: Pick<DecidedTraffic, 'unknown'>;
}

/** Tells apart what policies may tell apart. */
export interface Likeness {
  /** Equal for workloads that no policy can tell apart. */
  readonly classOf: (workload: Workload) => number;
  /** Equal for peers that the policies of the subject cannot tell apart, but for names of ports. */
  readonly likeness: (direction: TrafficDirection, subject: MatrixEndpoint, peer: MatrixEndpoint) => string;
}

/**
 * Why connections of a listing are open. The judge is asked once for all pairs that it cannot tell apart: those whose
 * subjects the same policies may select and whose peers look alike to those.
 */
export class Causes {
  private readonly byId = new Map<string, Cause>();
  private readonly causes: CausesOfPairs = new Map();
  /** By class: its ports. */
  private readonly ports: string[] = [];
  private readonly openByKey = new Map<string, readonly OpenTraffic[]>();
  private readonly sidesByKey = new Map<string, Side>();
  /** By class. */
  private readonly sides: Record<TrafficDirection, Side[]> = { egress: [], ingress: [] };

  private readonly outside = sideWith([]);
  /** What only some of the enforcers drop that the cluster may have. */
  private readonly perhapsDropped: TrafficSet;

  /** @param word puts a cause in the words of those who read it */
  public constructor(
    private readonly snapshot: Snapshot,
    private readonly alike: Likeness,
    private readonly word: (cause: Cause) => Cause,
  ) {
    const enforcers = interpretationsOf(snapshot).map(({ enforcement }) => enforcement);
    this.perhapsDropped = trafficOfProtocols(droppedProtocolsOf(snapshot)
      .filter(protocol => !enforcers.every(({ droppedProtocols }) => droppedProtocols.includes(protocol))));
  }

  /** The causes of what is unknown between the two. */
  public of({ source, destination, connections: { unknown } }: OpenPair): readonly Cause[] {
    const egress = this.openIn('egress', source, destination);
    const ingress = this.openIn('ingress', source, destination);
    const known = keptIn(keptIn(this.causes, egress), ingress);
    let causes = known.get(unknown);
    if (causes === undefined) {
      const meant = [...egress, ...ingress].filter(({ traffic }) => !traffic.intersect(unknown).isEmpty);
      const dropped = unknown.intersect(this.perhapsDropped).isEmpty ? [] : [this.kept(causeOfDoubt('dropped-protocol'))];
      causes = [...new Set([...meant.flatMap(open => open.causes), ...dropped])];
      known.set(unknown, causes);
    }
    return causes;
  }

  private openIn(
    direction: TrafficDirection, source: GroupEndpoint, destination: GroupEndpoint,
  ): readonly OpenTraffic[] {
    const [subject, peer] = direction === 'egress' ? [source, destination] : [destination, source];
    const side = this.sideOf(subject, direction);
    const names = side.hasNames && destination.kind === 'workload' ? this.portsOf(destination.workload) : '';
    const key = `${this.likeness(direction, subject, peer)}${names}`;
    let found = side.openTraffic.get(key);
    if (found === undefined) {
      found = this.judged(direction, representativeOf(source), representativeOf(destination), side.matches);
      side.openTraffic.set(key, found);
    }
    return found;
  }

  private likeness(direction: TrafficDirection, subject: GroupEndpoint, peer: GroupEndpoint): string {
    return subject.kind === 'nodes' ? 'any' : peer.kind === 'nodes' ? `node ${peer.names[0] ?? ''}`
      : this.alike.likeness(direction, subject, peer);
  }

  private portsOf(workload: Workload): string {
    return this.ports[this.alike.classOf(workload)] ??= JSON.stringify(workload.ports);
  }

  private judged(
    direction: TrafficDirection, source: Endpoint, destination: Endpoint, matches: readonly PortMatch[],
  ): readonly OpenTraffic[] {
    const open = portParts(this.snapshot, destination, matches).map(({ protocol, ports: part }) => {
      const flow: Flow = { source, destination, protocol, port: part.intervals[0].start };
      return {
        traffic: TrafficSet.of(protocol, part),
        causes: this.causesOfDirection(flow, judgeDirection(this.snapshot, flow, direction)),
      };
    }).filter(({ causes }) => causes.length > 0);
    return this.shared(open);
  }

  /** One list for all that are equal, since there are many sides and few lists. */
  private shared(open: readonly OpenTraffic[]): readonly OpenTraffic[] {
    const key = JSON.stringify(open.map(({ traffic, causes }) => [`${traffic}`, causes.map(({ id }) => id)]));
    const known = this.openByKey.get(key) ?? open;
    this.openByKey.set(key, known);
    return known;
  }

  private causesOfDirection(flow: Flow, trace: DirectionTrace): Cause[] {
    const other = unpoliced(otherDirection(trace.direction), 'ungoverned', 'allowed');
    const [egress, ingress] = trace.direction === 'egress' ? [trace, other] : [other, trace];
    const whole: Trace = { flow, egress, ingress, verdict: trace.verdict };
    return causesIn(whole, this.snapshot.facts).map(cause => this.kept(cause));
  }

  private kept(cause: Cause): Cause {
    const known = this.byId.get(cause.id) ?? this.word(cause);
    this.byId.set(cause.id, known);
    return known;
  }

  private sideOf(subject: GroupEndpoint, direction: TrafficDirection): Side {
    return subject.kind !== 'workload' ? this.outside
      : this.sides[direction][this.alike.classOf(subject.workload)] ??= this.sideOfPods(subject.workload, direction);
  }

  private sideOfPods(workload: Workload, direction: TrafficDirection): Side {
    const all = interpretationsOf(this.snapshot)
      .map(one => ({ one, isolating: governingPolicies(one, workload, direction) }));
    const others = (['pods', 'nodes'] as const)
      .flatMap(reading => unsimulatedPoliciesOn(this.snapshot, { kind: 'workload', workload }, direction, reading))
      .map(policy => this.snapshot.unsimulated.indexOf(policy));
    // Why a policy only perhaps applies depends on the labels of the workload, and so does what these do by themselves.
    const isCertain = all.every(({ one, isolating }) => !isSwitched(one, workload)
      && isolating.every(policy => appliesTo(one, policy, workload) === 'yes'));
    const selecting = all.map(({ one, isolating }) => isolating.map(policy => one.policies.indexOf(policy)));
    const own = isCertain ? '' : this.alike.classOf(workload);
    const key = JSON.stringify([direction, selecting, own, others, workload.hostNetwork, workload.nodes]);
    const side = this.sidesByKey.get(key)
      ?? sideWith(all.flatMap(({ isolating }) => isolating).flatMap(policy => policy[direction]!.rules)
        .flatMap(({ ports }) => ports));
    this.sidesByKey.set(key, side);
    return side;
  }
}

function isSwitched({ enforcement }: Snapshot, { labels }: Workload): boolean {
  return (['opens', 'isolates'] as const).some(effect => switchedBy(enforcement, labels, effect).is !== 'no');
}

/** What decides about the traffic of subjects in one direction: those that the same policies certainly select. */
interface Side {
  /** The ports of all rules. */
  readonly matches: readonly PortMatch[];
  /** Whether a rule asks for a port by its name. */
  readonly hasNames: boolean;
  /** What is open, by the likeness of the peer. */
  readonly openTraffic: Map<string, readonly OpenTraffic[]>;
}

function sideWith(matches: readonly PortMatch[]): Side {
  return { matches, hasNames: matches.some(({ kind }) => kind === 'named'), openTraffic: new Map() };
}

/** By what is open in egress, what is open in ingress, and what is unknown of both. */
type CausesOfPairs =
  Map<readonly OpenTraffic[], Map<readonly OpenTraffic[], Map<TrafficSet, readonly Cause[]>>>;

function keptIn<Key, Inner extends Map<unknown, unknown>>(all: Map<Key, Inner>, key: Key): Inner {
  const known = all.get(key) ?? new Map() as Inner;
  all.set(key, known);
  return known;
}
