import { cilium } from './cilium/cilium';
import { CiliumOptions, defaultOptions } from './cilium/options';
import { Quirk } from './cilium/quirks';
import { CILIUM_VERSIONS } from './cilium/version';
import { Dialect } from './dialect';

/** What may be known of GKE's agent. It enforces policies in mode `default`, always. */
export type GkeSettings = Partial<Omit<CiliumOptions, 'version' | 'patch' | 'mode'>>;

/**
 * What a NetworkPolicy means on GKE's Dataplane V2, which is built on a Cilium of a version that Google does not name.
 * Whether it carries SCTP depends on the version of GKE and on the image of the nodes. All other settings are taken to be
 * those of Cilium's chart unless somebody says otherwise.
 *
 * @param settings what is known of the agent
 * @param without a quirk to switch off, to find out whether it is the cause of a difference
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/deploy-workloads-with-sctp
 */
export function gkeDataplaneV2(settings: GkeSettings, without?: Quirk): Dialect {
  const { sctp } = settings;
  const [newest, ...others] = [...CILIUM_VERSIONS].reverse().flatMap(version =>
    (sctp === undefined ? [false, true] : [sctp]).map(carried =>
      cilium({ ...defaultOptions(version), ...settings, sctp: carried }, without)));
  const name = 'gke-dataplane-v2';
  return { ...newest, name, enforcement: { ...newest.enforcement, dialect: name }, alternatives: others };
}
