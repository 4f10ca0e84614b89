/** As `kubectl version` and clouds write it: `1.36`, `v1.36.2`, `v1.33.5-gke.1080000`. */
const VERSION = /^v?1\.(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})([-+][0-9A-Za-z.+-]{1,64})?)?$/;

/** The version without a leading `v`; undefined for what is none. */
export function readKubernetesVersion(text: unknown): string | undefined {
  return typeof text === 'string' && VERSION.test(text) ? text.replace(/^v/, '') : undefined;
}

/** 36 of `1.36.2`; undefined where the version is not known. */
export function minorVersionOf(version: string | undefined): number | undefined {
  const minor = VERSION.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The minor version from which on the API server refuses a new policy with a block that is not written in its one form. */
export const FIRST_TO_REFUSE_CIDRS = 36;
