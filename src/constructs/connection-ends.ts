import { Construct } from 'constructs';
import { NetworkPolicyProps } from './network-policy-props';
import { chartNamespace, checkReachable, explicitNamespace } from './policy-namespace';
import { checkEach, checkPods } from '../values/given';
import { Pods } from '../values/peers/pods';
import { PropertyCheck } from '../values/properties';
import { refuse } from '../values/refuse';

/** Pods at one end of a connection, and the namespaces that get a policy for them. */
export interface ConnectionEnd {
  readonly pods: Pods;
  /** One undefined element when no namespace is known: then everything is in that unknown one. */
  readonly namespaces: readonly (string | undefined)[];
}

interface Ends extends NetworkPolicyProps {
  readonly source?: Pods;
  readonly sources?: Pods[];
  readonly destination?: Pods;
  readonly destinations?: Pods[];
}

interface Connection {
  readonly sources: readonly ConnectionEnd[];
  readonly destinations: readonly ConnectionEnd[];
}

/** Which end of a connection. */
type Side = 'source' | 'destination';

/** Refuses what is no list of pods, or an empty one. */
export const checkSeveralPods: PropertyCheck = (where, field, value) => checkEach(where, field, value, {
  noun: 'a list of pods',
  empty: 'which Kubernetes would read as everybody',
  help: 'name the pods at this end: `[Pods.labeled({ ... }), Pods.of(workload)]`',
}, (at, pods) => checkPods(where, at, pods));

/** Every end, each with every namespace named, so that either side's policy can name the other side's pods. */
export function connectionEnds(construct: Construct, props: Ends): Connection {
  const where = construct.node.path;
  const ofChart = chartNamespace(construct);
  const explicit = explicitNamespace(where, props);
  const home = explicit ?? ofChart;
  const sources = endsOf(where, 'source', props, home);
  const destinations = endsOf(where, 'destination', props, home);
  const all = [...sources, ...destinations];
  if (explicit !== undefined && !all.some(({ namespaces }) => namespaces.includes(explicit))) {
    refuse(where, `the namespace is \`${explicit}\`, but ${givenAs('source', props)} and ${givenAs('destination', props)}`,
      'leave the namespace out: each policy goes where its pods are');
  }
  const [unknown, known] = [all.find(isUnplaced), all.find(end => !isUnplaced(end))];
  if (unknown !== undefined && known !== undefined) {
    const side = sources.includes(unknown) ? 'source' : 'destination';
    const isAlone = props[side] !== undefined && all.length === 2;
    refuse(where, isAlone ? `\`${side}\` names no namespace, while the other end is ${known.pods}`
      : `${unknown.pods} at the ${side} name no namespace, while there are also ${known.pods}`,
    `give the chart a namespace, or say where \`${isAlone ? side : unknown.pods}\` is: \`.inNamespace(...)\``);
  }
  return { sources, destinations };
}

function isUnplaced({ namespaces }: ConnectionEnd): boolean {
  return namespaces.includes(undefined);
}

function givenAs(side: Side, props: Ends): string {
  const alone = props[side];
  return alone !== undefined ? `\`${side}\` is ${alone}` : `\`${side}s\` are ${props[`${side}s`]?.join(' and ')}`;
}

function endsOf(where: string, side: Side, props: Ends, home: string | undefined): ConnectionEnd[] {
  const alone = props[side];
  const several = props[`${side}s`];
  if (alone !== undefined && several !== undefined) {
    refuse(where, `\`${side}\` and \`${side}s\` are both given`, `write all of them into \`${side}s\``);
  }
  if (several !== undefined) {
    refuseRepeats(where, `${side}s`, several);
    return several.map((pods, index) => endOf(where, { side, field: `${side}s[${index}]` }, pods, home));
  }
  checkPods(where, side, alone);
  return [endOf(where, { side, field: side }, alone!, home)];
}

function refuseRepeats(where: string, field: string, pods: readonly Pods[]): void {
  const texts = pods.map(String);
  const repeated = texts.find((text, index) => texts.indexOf(text) !== index);
  if (repeated !== undefined) {
    refuse(where, `\`${field}\` names ${repeated} twice`, 'name them once');
  }
}

function endOf(
  where: string, { side, field }: { readonly side: Side; readonly field: string }, pods: Pods, home: string | undefined,
): ConnectionEnd {
  const scope = pods._scope;
  if (scope.kind === 'named') {
    return { pods, namespaces: scope.names };
  }
  if (scope.kind === 'selected') {
    const [ownSide, other, direction] = side === 'source'
      ? ['egress', 'destination', 'INGRESS']
      : ['ingress', 'source', 'EGRESS'];
    refuse(where, `\`${field}\` is ${pods}, and the ${ownSide} side needs a policy in each of those namespaces, which only the cluster knows`,
      `name the namespaces: \`.inNamespaces(...)\`; or write the other side alone: \`AllowPods\` with the ${other} as \`subject\`, the ${side} as \`peers\` and \`Direction.${direction}\``);
  }
  checkReachable(where, field, pods, home);
  return home === undefined ? { pods, namespaces: [undefined] } : { pods: pods._located([home]), namespaces: [home] };
}
