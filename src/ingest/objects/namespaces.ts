import { labelsInjectedFor } from './injectors';
import { Problem } from '../../model/finding';
import { labelFacts } from '../../model/labels';
import { impliedLabels, NAMESPACE_NAME_LABEL } from '../../model/snapshot';
import { Namespace } from '../../model/workload';
import { ObjectKind } from '../collecting/object-kind';
import { Field } from '../reading/fields';
import { readLabels } from '../reading/labels';
import { ManifestObject } from '../reading/manifest-object';
import { Report } from '../reading/report';

export const NAMESPACE: ObjectKind = {
  kind: 'Namespace',
  groups: [''],
  isClusterScoped: true,
  read: (object, { namespaces, problems }) => namespaces.add(object, readNamespace(object, problems)),
};

/** A Namespace object. The cluster sets the label with its name, whatever the manifest says. */
function readNamespace({ name, content, origin }: ManifestObject, problems: Problem[]): Namespace {
  const root = Field.root(content, new Report(origin, problems, 'warning'));
  const labels = new Map([...readLabels(root.get('metadata').get('labels')), [NAMESPACE_NAME_LABEL, name]]);
  const injectedLabels = labelsInjectedFor(root.get('metadata'));
  return { name, labels: labelFacts(labels), injectedLabels, implied: false, origin };
}

/** The given namespaces, and one for each name that something else stands in. */
export function withImplied(given: readonly Namespace[], names: Iterable<string>): Map<string, Namespace> {
  const namespaces = new Map(given.map(namespace => [namespace.name, namespace]));
  for (const name of names) {
    if (!namespaces.has(name)) {
      namespaces.set(name, {
        name, labels: impliedLabels(name), injectedLabels: [], implied: true, origin: { object: `Namespace ${name}` },
      });
    }
  }
  return namespaces;
}
