import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** A folder of data that is too large for this repository, below the one that `NETPOL_SHARED` names. */
export function sharedFolder(...names: readonly string[]): string | undefined {
  const { NETPOL_SHARED } = process.env;
  const folder = NETPOL_SHARED && path.join(NETPOL_SHARED, ...names);
  if (folder && existsSync(folder)) {
    return folder;
  }
  console.warn(`SKIPPED: NETPOL_SHARED does not name a folder that holds ${names.join('/')}`);
  return undefined;
}
