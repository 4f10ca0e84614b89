import { CiliumOptions } from './options';
import { isAtLeast } from './version';

/** Up to 1.20.1 an agent takes every label with the key `host` for that of the host, to which no policy applies. */
const FIRST_MENDED = { version: '1.20', patch: 2 } as const;

/** Whether the release may do so; in 1.20 the patch release decides. */
export function hostLabelMayOpen({ version, patch = 0 }: CiliumOptions): boolean {
  return !isAtLeast(version, FIRST_MENDED.version) || patch < FIRST_MENDED.patch;
}

/** Whether it certainly does, given that it may. */
export function hostLabelOpensForCertain({ version, patch }: CiliumOptions): boolean {
  return !isAtLeast(version, FIRST_MENDED.version) || patch !== undefined;
}
