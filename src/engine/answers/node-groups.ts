import { classOf } from './pairs';
import { Prepared } from './prepared';
import { addressesOfNode, otherNodes } from '../../model/inside';
import { NodeGroup } from '../../model/matrix';
import { DIRECTIONS } from '../../model/policy';
import { Workload } from '../../model/workload';
import { lastAtMost } from '../../sets/sorted';
import { Admission } from '../admission/admission';
import { AddressSignature } from '../atoms/address-atoms';

/** A node on which the subject does not run; without a name, one of which only the range is declared. */
interface OtherNode {
  readonly name?: string;
  /** By reading: where its addresses may be. */
  readonly signatures: readonly AddressSignature[];
}

/**
 * Groups the nodes of the input, and those of which only the range is declared, by what the policies of a workload tell
 * apart. Its own node is in no group: whether a pod reaches that does not depend on what policies say of nodes.
 */
export class NodeGroups {
  private readonly nodes: readonly OtherNode[];
  private readonly numbers = new Map<Admission, number>();
  private readonly byAdmissions = new Map<string, readonly NodeGroup[]>();

  /** @param readings all interpretations of all readings, of the same nodes */
  public constructor(private readonly readings: readonly Prepared[]) {
    const { snapshot } = readings[0];
    const names = [...snapshot.nodes.keys(), ...otherNodes(snapshot).isEmpty ? [] : [undefined]];
    this.nodes = names.map(name => ({
      name,
      signatures: readings.map(({ atoms }) =>
        atoms.signatureOf(addressesOfNode(snapshot, { kind: 'node', name, isElsewhere: true }))),
    }));
  }

  /** The groups for a workload that is not on the host network. */
  public of(workload: Workload): readonly NodeGroup[] {
    const looking = this.lookingAtNodes(workload);
    const own = workload.nodes?.length === 1 ? workload.nodes[0] : undefined;
    const key = JSON.stringify([own, looking.map(({ admission, reading }) => [this.numberOf(admission), reading])]);
    const groups = this.byAdmissions.get(key) ?? this.group(looking, own);
    this.byAdmissions.set(key, groups);
    return groups;
  }

  /** The groups that no workload tells apart. */
  public common(): readonly NodeGroup[] {
    const all = this.readings[0].classes.list.flatMap(({ workloads: [workload] }) => this.lookingAtNodes(workload));
    return this.group([...new Map(all.map(looking => [looking.admission, looking])).values()], undefined);
  }

  /** The admissions of the workload in which a block may hold a node, or a rule asks for the labels of one. */
  private lookingAtNodes(workload: Workload): { readonly admission: Admission; readonly reading: number }[] {
    return this.readings.flatMap((reading, index) => DIRECTIONS
      .map(direction => reading.subjects.admissionOf(classOf(reading, workload).index, direction))
      .filter((admission): admission is Admission => admission !== undefined)
      .filter(({ looksAtAddresses, looksAtNodes }) => looksAtAddresses.node || looksAtNodes)
      .map(admission => ({ admission, reading: index })));
  }

  private group(looking: ReturnType<NodeGroups['lookingAtNodes']>, own: string | undefined): NodeGroup[] {
    const cuts = looking.map(({ admission }) => admission.cuts('node'));
    const groups = new Map<string, string[]>();
    for (const { name, signatures } of this.nodes.filter(node => node.name === undefined || node.name !== own)) {
      const places = looking.map(({ reading }, index) => signatures[reading].ranges
        .map(({ start, end }) => [lastAtMost(cuts[index], start), lastAtMost(cuts[index], end - 1)]));
      const known = name === undefined ? undefined : [name];
      const labels = looking.map(({ admission }) => admission.answersAboutNode(known));
      const key = JSON.stringify([name === undefined, places, labels]);
      groups.set(key, [...groups.get(key) ?? [], ...name === undefined ? [] : [name]]);
    }
    return [...groups.values()].map(names => ({ kind: 'nodes', names }));
  }

  private numberOf(admission: Admission): number {
    const number = this.numbers.get(admission) ?? this.numbers.size;
    this.numbers.set(admission, number);
    return number;
  }
}

/** A text that is equal for workloads with which all of these readings do the same. */
export function likenessInAll(readings: readonly Prepared[], workload: Workload): string {
  return JSON.stringify([readings.map(reading => classOf(reading, workload).index), workload.nodes]);
}

/**
 * The nodes other than the one on which the pod at the other end runs, in groups that no workload tells apart; one for
 * all where nothing is known of any.
 */
export function nodeGroupsOf(prepared: Prepared): readonly NodeGroup[] {
  const groups = new NodeGroups([prepared, ...prepared.others]).common();
  return groups.length === 0 ? [{ kind: 'nodes', names: [] }] : groups;
}
