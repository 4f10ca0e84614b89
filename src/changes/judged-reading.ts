import { ownNodeOf } from './readings';
import { absentKey, keyedWorkloads, keyOfAbsent, OTHER_PODS } from './record';
import { explainTrace } from '../explanations/trace-lines';
import { ComparedEndpoint } from '../model/connection-change';
import { Explained } from '../model/explained';
import { Endpoint, Flow, formatEndpoint } from '../model/flow';
import { carriedTraffic } from '../model/interpretation';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { withAbsentPeers } from '../semantics/absent-peers';
import { judge } from '../semantics/judge';
import { parseCidr } from '../sets/cidr';
import { portRange } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { wellKnownAddress } from '../sets/well-known';
import { absentName } from '../wording/endpoints';
import { Cause, causesIn } from '../wording/traces';

/** What an end of a flow is called; pods that are not in the input by what is known of them. */
export function nameOfEnd(end: Endpoint): string {
  return end.kind === 'workload' && end.workload.absentPeer !== undefined
    ? absentName(end.workload.absentPeer) : formatEndpoint(end);
}

/** One of two readings of the same manifests, with pods that only rules of either name. */
export class JudgedReading {
  private readonly snapshot: Snapshot;
  private readonly workloads = new Map<string, Workload>();
  private readonly keys = new Map<Workload, string>();

  public constructor(input: Snapshot, other: Snapshot) {
    this.snapshot = withAbsentPeers(input, [other]);
    const isAbsent = ({ absentPeer }: Workload) => absentPeer !== undefined;
    keyedWorkloads(this.snapshot.workloads.filter(workload => !isAbsent(workload))).forEach(({ endpoint }, key) =>
      endpoint.kind === 'workload' && this.add(key, endpoint.workload));
    this.snapshot.workloads.filter(isAbsent).forEach(workload => this.add(keyOfAbsent(workload), workload));
  }

  /** What a workload is called, which is the same in both readings. */
  public keyOf(workload: Workload): string {
    return this.keys.get(workload)!;
  }

  /** Why the flow is decided as it is. @param word puts what is not known in the words of those who read it */
  public explain(flow: Flow, word: (cause: Cause) => Cause): Explained {
    const trace = judge(this.snapshot, flow);
    const ends = [flow.source, flow.destination];
    const names = new Map(ends.map(end => [formatEndpoint(end), nameOfEnd(end)]));
    const causes = trace.verdict === 'unknown' ? causesIn(trace, this.snapshot.facts).map(word) : [];
    return {
      trace,
      traffic: flow.protocol === 'ICMP' ? TrafficSet.NONE : TrafficSet.of(flow.protocol, portRange(flow.port)),
      everything: carriedTraffic(this.snapshot),
      lines: explainTrace(this.snapshot, trace).map(line =>
        ({ ...line, columns: line.columns?.map(text => names.get(text) ?? text) })),
      notes: causes.map(({ what }) => what),
      help: [...new Set(causes.map(({ help }) => help))],
    };
  }

  /**
   * The end of a change as it is in this reading.
   *
   * @param named finds what a workload of the change is called
   * @param peer the other end, of which the node may be asked for
   */
  public endpointOf(end: ComparedEndpoint, named: (workload: Workload) => string, peer: ComparedEndpoint): Endpoint {
    const own = (key: string): Endpoint => ({ kind: 'workload', workload: this.workloads.get(key)! });
    switch (end.kind) {
      case 'workload': return own(end.workload.absentPeer === undefined ? named(end.workload) : OTHER_PODS);
      case 'absent': return own(absentKey(end.description));
      case 'nodes': return { kind: 'node', name: end.names[0], isElsewhere: true };
      case 'own-node': return peer.kind === 'workload' ? ownNodeOf(peer.workload) : { kind: 'node', isOwn: true };
      case 'external': return {
        kind: 'address',
        address: wellKnownAddress(end.cidrs.map(cidr => parseCidr(cidr)!.addresses)
          .reduce((sum, block) => sum.union(block))),
      };
    }
  }

  private add(key: string, workload: Workload): void {
    this.workloads.set(key, workload);
    this.keys.set(workload, key);
  }
}
