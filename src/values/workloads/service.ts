import { Construct, IConstruct } from 'constructs';
import { apiObjectsIn, isService } from './workload';
import { isDnsLabel } from '../../syntax/names';
import { refuse } from '../refuse';
import { quoted, shown } from '../shown';

/** A Service by its name. */
export interface NamedService {
  readonly name: string;
  /** Undefined where it is in the namespace of whoever asks. */
  readonly namespace?: string;
}

/** Where Kubernetes puts an object that names no namespace. */
const DEFAULT = 'default';

/** The Service that a construct is, or that it holds. */
export function serviceOfConstruct(construct: IConstruct): NamedService {
  if (!Construct.isConstruct(construct)) {
    refuse('Services.of', `it was given ${shown(construct)}, not a construct`,
      'pass the construct that is the Service, or name it: `Services.named(\'web\')`');
  }
  const { path } = construct.node;
  const services = apiObjectsIn(construct).filter(isService);
  if (services.length !== 1) {
    refuse(`Services.of(${path})`, services.length === 0 ? `\`${path}\` holds no Service`
      : `\`${path}\` holds ${services.length} Services: ${services.map(({ node }) => `\`${node.path}\``).join(', ')}`,
    services.length === 0 ? 'pass a Service; for the pods of a workload write `Pods.of(workload)`' : 'pass the one that is meant');
  }
  const [{ name, metadata }] = services;
  return { name, namespace: metadata.namespace || DEFAULT };
}

/** Refuses names that no Service can have. */
export function checkServiceNames(where: string, names: readonly string[]): void {
  if (names.length === 0) {
    refuse(where, 'no Service is named', 'name at least one');
  }
  for (const name of names) {
    if (typeof name !== 'string' || !isDnsLabel(name)) {
      refuse(where, `${quoted(name)} is not the name of a Service`,
        typeof name === 'object' ? 'for a construct write `Services.of(service)`' : 'a name is lower-case letters, digits and `-`, with a letter or digit at both ends');
    }
  }
}
