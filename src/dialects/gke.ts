import { cilium } from './cilium/cilium';
import { CiliumOptions, defaultOptions } from './cilium/options';
import { Quirk } from './cilium/quirks';
import { CILIUM_VERSIONS } from './cilium/version';
import { Dialect } from './dialect';

/**
 * What a NetworkPolicy means on GKE's Dataplane V2, which is built on a Cilium of a version that Google does not name.
 *
 * @param settings what is known of the agent beside its version
 * @param without a quirk to switch off, to find out whether it is the cause of a difference
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
 */
export function gkeDataplaneV2(settings: Omit<CiliumOptions, 'version' | 'patch'>, without?: Quirk): Dialect {
  const [newest, ...older] = [...CILIUM_VERSIONS].reverse().map(version => cilium({ ...settings, version }, without));
  const name = 'gke-dataplane-v2';
  return { ...newest, name, enforcement: { ...newest.enforcement, dialect: name }, alternatives: older };
}

/** The defaults of Cilium's Helm chart, which are the same in all of its versions. */
export const GKE_DEFAULTS: Omit<CiliumOptions, 'version' | 'patch'> = withoutVersion(defaultOptions('1.15'));

function withoutVersion({ version: _, ...settings }: CiliumOptions): Omit<CiliumOptions, 'version' | 'patch'> {
  return settings;
}
