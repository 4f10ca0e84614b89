import { Endpoint, Flow } from '../model/flow';
import { MatrixCell, MatrixEndpoint, representativeOf } from '../model/matrix';
import { DIRECTIONS, otherDirection, TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { DirectionTrace, Trace } from '../model/trace';
import { Workload } from '../model/workload';
import { portParts, relevantPorts } from '../semantics/connections';
import { isolatingPolicies } from '../semantics/isolation';
import { judgeDirection } from '../semantics/judge';
import { appliesTo } from '../semantics/match';
import { unsimulatedPoliciesOn } from '../semantics/unsimulated';
import { TrafficSet } from '../sets/traffic-set';
import { Cause, causesIn } from '../wording/traces';

/** Traffic that is open for the same causes. */
interface OpenTraffic {
  readonly traffic: TrafficSet;
  readonly causes: readonly Cause[];
}

/**
 * Why connections of a listing are open. The judge is asked once for all pairs that it cannot tell apart: those whose
 * subjects the same policies may select and whose peers are of one class.
 */
export class Causes {
  private readonly byId = new Map<string, Cause>();
  private readonly openTraffic = new Map<string, readonly OpenTraffic[]>();
  private readonly subjectKeys = new Map<string, string>();

  /** @param classOf tells workloads apart that policies may tell apart, by numbers */
  public constructor(private readonly snapshot: Snapshot, private readonly classOf: (workload: Workload) => number) {}

  /** All that were found so far. */
  public get found(): readonly Cause[] {
    return [...this.byId.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  /** The causes of what is unknown between the two. */
  public of({ source, destination, connections: { unknown } }: MatrixCell): Cause[] {
    const open = DIRECTIONS.flatMap(direction => this.openIn(direction, source, destination));
    const meant = open.filter(({ traffic }) => !traffic.intersect(unknown).isEmpty);
    return [...new Set(meant.flatMap(({ causes }) => causes))];
  }

  private openIn(
    direction: TrafficDirection, source: MatrixEndpoint, destination: MatrixEndpoint,
  ): readonly OpenTraffic[] {
    const [subject, peer] = direction === 'egress' ? [source, destination] : [destination, source];
    const key = `${direction} ${this.subjectKey(subject, direction)} ${this.peerKey(peer)}`;
    let found = this.openTraffic.get(key);
    if (found === undefined) {
      found = this.judged(direction, representativeOf(source), representativeOf(destination));
      this.openTraffic.set(key, found);
    }
    return found;
  }

  private judged(direction: TrafficDirection, source: Endpoint, destination: Endpoint): OpenTraffic[] {
    const ports = relevantPorts(this.snapshot, source, destination);
    return portParts(this.snapshot, destination, ports).map(({ protocol, ports: part }) => {
      const flow: Flow = { source, destination, protocol, port: part.intervals[0].start };
      return {
        traffic: TrafficSet.of(protocol, part),
        causes: this.causesOfDirection(flow, judgeDirection(this.snapshot, flow, direction)),
      };
    }).filter(({ causes }) => causes.length > 0);
  }

  private causesOfDirection(flow: Flow, trace: DirectionTrace): Cause[] {
    const other: DirectionTrace = {
      direction: otherDirection(trace.direction),
      basis: 'ungoverned',
      isolatedBy: [],
      admittedBy: [],
      doubts: [],
      unsimulated: [],
      verdict: 'allowed',
    };
    const [egress, ingress] = trace.direction === 'egress' ? [trace, other] : [other, trace];
    const whole: Trace = { flow, egress, ingress, verdict: trace.verdict };
    return causesIn(whole, this.snapshot.facts).map(cause => this.kept(cause));
  }

  private kept(cause: Cause): Cause {
    const known = this.byId.get(cause.id) ?? cause;
    this.byId.set(cause.id, known);
    return known;
  }

  private subjectKey(subject: MatrixEndpoint, direction: TrafficDirection): string {
    if (subject.kind === 'external') {
      return 'outside';
    }
    const key = `${direction} ${this.classOf(subject.workload)}`;
    const known = this.subjectKeys.get(key) ?? this.keyOfSelected(subject.workload, direction);
    this.subjectKeys.set(key, known);
    return known;
  }

  /** Equal for workloads that the same policies select, for certain or perhaps, and that have the same ports. */
  private keyOfSelected(workload: Workload, direction: TrafficDirection): string {
    const selecting = isolatingPolicies(this.snapshot, workload, direction)
      .map(policy => `${this.snapshot.policies.indexOf(policy)}${appliesTo(policy, workload) === 'yes' ? '' : '?'}`);
    const others = (['pods', 'nodes'] as const)
      .flatMap(reading => unsimulatedPoliciesOn(this.snapshot, { kind: 'workload', workload }, direction, reading))
      .map(policy => this.snapshot.unsimulated.indexOf(policy));
    return JSON.stringify([selecting, others, workload.ports, workload.hostNetwork, workload.nodes]);
  }

  private peerKey(peer: MatrixEndpoint): string {
    return peer.kind === 'external' ? peer.cidrs.join() : `${this.classOf(peer.workload)}`;
  }
}
