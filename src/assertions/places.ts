import { labelFacts } from '../model/labels';
import { labelsFor } from '../model/labels-for';
import { NamespaceScope } from '../model/peer';
import { Requirement, selects } from '../model/selector';
import { NAMESPACE_NAME_LABEL, namespaceLabels, Snapshot } from '../model/snapshot';

/** A namespace for a stranger. */
export interface Place {
  readonly name: string;
  readonly isKnown: boolean;
  readonly snapshot: Snapshot;
  readonly description: string;
}

/** The namespaces of the input that all the scopes mean, for certain or perhaps, and one that the input does not have. */
export function* placesFor(
  snapshot: Snapshot, scopes: readonly NamespaceScope[], withUnknown: boolean,
): Generator<Place> {
  for (const name of snapshot.namespaces.keys()) {
    if (scopes.every(scope => (scope.kind === 'named' ? scope.name === name : selects(scope.selector, namespaceLabels(snapshot, name)) !== 'no'))) {
      yield { name, isKnown: true, snapshot, description: `namespace \`${name}\`` };
    }
  }
  const unknown = withUnknown ? unknownPlace(snapshot, scopes) : undefined;
  if (unknown !== undefined) {
    yield unknown;
  }
}

function unknownPlace(snapshot: Snapshot, scopes: readonly NamespaceScope[]): Place | undefined {
  const requirements = scopes.flatMap((scope): readonly Requirement[] => (scope.kind === 'labeled' ? scope.selector.requirements
    : [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [scope.name] }]));
  const others: Requirement = { key: NAMESPACE_NAME_LABEL, operator: 'NotIn', values: [...snapshot.namespaces.keys()] };
  const labels = labelsFor([...requirements, others]);
  if (labels === undefined) {
    return undefined;
  }
  const given = labels.get(NAMESPACE_NAME_LABEL);
  const name = given ?? ANOTHER_NAMESPACE;
  const shown = [...labels].filter(([key]) => key !== NAMESPACE_NAME_LABEL).map(([key, value]) => `${key}=${value}`);
  const namespaces = new Map(snapshot.namespaces).set(name, {
    name,
    labels: labelFacts(new Map([...labels, [NAMESPACE_NAME_LABEL, name]])),
    injectedLabels: [],
    implied: false,
    origin: { object: `Namespace ${name}` },
  });
  return {
    name,
    isKnown: false,
    snapshot: { ...snapshot, namespaces },
    description: given === undefined && shown.length === 0 ? 'any other namespace'
      : `a namespace${given === undefined ? '' : ` \`${given}\``}${shown.length === 0 ? '' : ` with ${shown.join(',')}`}`,
  };
}

/** No namespace of a cluster can have this name. */
const ANOTHER_NAMESPACE = '(another namespace)';
