import { hostLabelMayOpen } from './host-label';
import { CiliumOptions } from './options';
import { CiliumRelease, isAtLeast } from './version';

/** The ways in which Cilium departs from the documentation of the API, or settles what that leaves open. */
export const QUIRKS = [
  'own-node-needs-a-rule',
  'rules-count-without-policy-types',
  'ip-block-is-outside-only',
  'end-port-is-cut',
  'negative-selector-admits-outsiders',
  'empty-ip-block-admits-everybody',
  'port-names-share-one-table',
  'last-port-name-wins',
  'sidecar-ports-have-no-names',
  'labels-are-dropped',
  'own-namespace-is-forced',
  'identities-have-more-labels',
  'host-label-opens-pods',
  'init-label-isolates-pods',
  'host-network-pods-are-nodes',
  'sctp-is-dropped',
  'isolates-every-pod',
  'enforces-nothing',
] as const;

export type Quirk = typeof QUIRKS[number];

/** The quirks of an agent of that version and configuration. */
export function quirksOf(options: CiliumOptions): ReadonlySet<Quirk> {
  const { version, sctp, mode } = options;
  const before = (limit: CiliumRelease) => !isAtLeast(version, limit);
  const has: Record<Quirk, boolean> = {
    'rules-count-without-policy-types': true,
    'ip-block-is-outside-only': true,
    'end-port-is-cut': before('1.16'),
    'negative-selector-admits-outsiders': true,
    'empty-ip-block-admits-everybody': before('1.16'),
    'port-names-share-one-table': before('1.20'),
    'last-port-name-wins': true,
    'sidecar-ports-have-no-names': true,
    'labels-are-dropped': true,
    'identities-have-more-labels': true,
    'own-namespace-is-forced': true,
    'host-label-opens-pods': !options.hostFirewall && hostLabelMayOpen(options),
    'init-label-isolates-pods': true,
    'host-network-pods-are-nodes': true,
    'own-node-needs-a-rule': true,
    'sctp-is-dropped': !sctp,
    'isolates-every-pod': mode === 'always',
    'enforces-nothing': mode === 'never',
  };
  return new Set(QUIRKS.filter(quirk => has[quirk]));
}
