import { DeclaredPods } from '../model/existing-pods';
import { FIRST_PORT, LAST_PORT } from '../sets/ports';
import { checkBoolean, checkProtocol, listOf } from '../values/given';
import { checkLabels, checkNamespaceName } from '../values/labels/label-syntax';
import { isPortInRange, isPortName, PORT_NAME_HELP } from '../values/ports/port-syntax';
import { Protocol } from '../values/ports/protocol';
import { checkProperties, optional, Properties, refuseSurplus, struct } from '../values/properties';
import { refuse } from '../values/refuse';
import { shown } from '../values/shown';

/** A port on which existing pods listen. */
export interface ExistingPort {
  /** The number, 1 to 65535. */
  readonly port: number;

  /**
   * The name of the container port, by which a policy may ask for it.
   *
   * @default - no name
   */
  readonly name?: string;

  /**
   * The protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}

/** Pods that are in the cluster, and that no manifest tells of. */
export interface ExistingPodsProps {
  /** The namespace where they are. */
  readonly namespace: string;

  /**
   * Labels that each of them has. They may have others: a policy that asks for a label which is not declared here
   * leaves the answer unknown.
   */
  readonly labels: { readonly [key: string]: string };

  /**
   * The ports on which they listen. A named port of a policy leads only to a port that is declared here.
   *
   * @default - none is known
   */
  readonly ports?: ExistingPort[];

  /**
   * Whether they use the network of their node.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;
}

/**
 * Pods that live elsewhere, declared so that assertions and checks can speak of them: an ingress controller, Prometheus,
 * an operator. kube-dns is known without it.
 *
 * @example
 * NetworkPolicyValidation.of(app, {
 *   facts: {
 *     existing: [ExistingPods.of({
 *       namespace: 'ingress-nginx',
 *       labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
 *     })],
 *   },
 * });
 */
export class ExistingPods {
  /**
   * Declares pods.
   *
   * @param props what is known of them
   * @throws Error when the namespace, a label or a port cannot be one, naming the field and the fix
   */
  public static of(props: ExistingPodsProps): ExistingPods {
    refuseSurplus('ExistingPods.of', arguments, 1, 'write all that is known of the pods into one object');
    return new ExistingPods(props);
  }

  /** @internal */
  public readonly _declared: DeclaredPods;

  private constructor(props: ExistingPodsProps) {
    const where = 'ExistingPods.of';
    if (typeof props !== 'object' || props === null) {
      refuse(where, `${shown(props)} is no declaration`,
        'say where the pods are, and their labels: `{ namespace: \'monitoring\', labels: { app: \'prometheus\' } }`');
    }
    checkProperties(where, 'props', props, PROPERTIES);
    const { namespace, labels, ports = [], hostNetwork = false } = props;
    this._declared = {
      namespace,
      labels: new Map(Object.entries(labels)),
      ports: ports.map(({ port, name, protocol = Protocol.TCP }) => ({ port, name, protocol })),
      hostNetwork,
    };
  }
}

const PORTS_HELP = 'list ports such as `{ port: 80 }`';

const PORT: Properties<ExistingPort> = {
  port: (where, field, value) => {
    if (!isPortInRange(value)) {
      refuse(where, `\`${field}\` is ${shown(value)}, not a port`,
        `write a whole number from ${FIRST_PORT} to ${LAST_PORT}`);
    }
  },
  name: optional((where, field, value) => {
    if (!isPortName(value)) {
      refuse(where, `\`${field}\` is ${shown(value)}, not a port name`, PORT_NAME_HELP);
    }
  }),
  protocol: optional(checkProtocol),
};

const PROPERTIES: Properties<ExistingPodsProps> = {
  namespace: (where, _field, value) => checkNamespaceName(where, value),
  labels: (where, _field, value) => checkLabels(where, value as ExistingPodsProps['labels']),
  ports: optional(listOf((where, field, value) => {
    if (typeof value !== 'object' || value === null) {
      refuse(where, `\`${field}\` is ${shown(value)}, not a port`, PORTS_HELP);
    }
    struct(PORT)(where, field, value);
  }, PORTS_HELP)),
  hostNetwork: optional(checkBoolean),
};
