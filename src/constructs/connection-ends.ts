import { Construct } from 'constructs';
import { NetworkPolicyProps } from './network-policy-props';
import { chartNamespace, checkReachable, explicitNamespace } from './policy-namespace';
import { Pods } from '../values/peers/pods';
import { refuse } from '../values/refuse';

/** One end of a connection: its pods and the namespaces that get a policy for them. */
interface ConnectionEnd {
  readonly pods: Pods;
  /** One undefined element when no namespace is known: then everything is in that unknown one. */
  readonly namespaces: readonly (string | undefined)[];
}

interface Ends extends NetworkPolicyProps {
  readonly source: Pods;
  readonly destination: Pods;
}

interface Connection {
  readonly source: ConnectionEnd;
  readonly destination: ConnectionEnd;
}

/** Both ends, each with every namespace named, so that either side's policy can name the other side's pods. */
export function connectionEnds(construct: Construct, props: Ends): Connection {
  const where = construct.node.path;
  const ofChart = chartNamespace(construct);
  const explicit = explicitNamespace(where, props);
  const home = explicit ?? ofChart;
  const source = endOf(where, 'source', props.source, home);
  const destination = endOf(where, 'destination', props.destination, home);
  if (explicit !== undefined && ![...source.namespaces, ...destination.namespaces].includes(explicit)) {
    refuse(where, `the namespace is \`${explicit}\`, but \`source\` is ${props.source} and \`destination\` is ${props.destination}`,
      'leave the namespace out: each policy goes where its pods are');
  }
  const isSourceKnown = !source.namespaces.includes(undefined);
  const isDestinationKnown = !destination.namespaces.includes(undefined);
  if (isSourceKnown !== isDestinationKnown) {
    const [unknown, known] = isSourceKnown ? ['destination', source] : ['source', destination];
    refuse(where, `\`${unknown}\` names no namespace, while the other end is ${known.pods}`,
      `give the chart a namespace, or say where \`${unknown}\` is: \`.inNamespace(...)\``);
  }
  return { source, destination };
}

function endOf(where: string, field: 'source' | 'destination', pods: Pods, home: string | undefined): ConnectionEnd {
  const scope = pods._scope;
  if (scope.kind === 'named') {
    return { pods, namespaces: scope.names };
  }
  if (scope.kind === 'selected') {
    const [side, other, direction] = field === 'source'
      ? ['egress', 'destination', 'INGRESS']
      : ['ingress', 'source', 'EGRESS'];
    refuse(where, `\`${field}\` is ${pods}, and the ${side} side needs a policy in each of those namespaces, which only the cluster knows`,
      `name the namespaces: \`.inNamespaces(...)\`; or write the other side alone: \`AllowPods\` with the ${other} as \`subject\`, the ${field} as \`peers\` and \`Direction.${direction}\``);
  }
  checkReachable(where, field, pods, home);
  return home === undefined ? { pods, namespaces: [undefined] } : { pods: pods._located([home]), namespaces: [home] };
}
