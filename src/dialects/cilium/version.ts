/** The minor versions of Cilium whose behaviour is known, oldest first. */
export const CILIUM_VERSIONS = ['1.15', '1.16', '1.17', '1.18', '1.19', '1.20'] as const;

export type CiliumRelease = typeof CILIUM_VERSIONS[number];

/** Whether the version is `minimum` or newer. */
export function isAtLeast(version: CiliumRelease, minimum: CiliumRelease): boolean {
  return CILIUM_VERSIONS.indexOf(version) >= CILIUM_VERSIONS.indexOf(minimum);
}
