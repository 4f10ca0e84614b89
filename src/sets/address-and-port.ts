import { parseAddress } from './addresses';
import { FIRST_PORT, LAST_PORT } from './ports';

/** Where something listens. */
export interface AddressAndPort {
  readonly address: bigint;
  readonly port: number;
}

/** `192.0.2.10:6443`, `[fd00::1]:6443`; undefined for another text. */
export function parseAddressAndPort(text: string): AddressAndPort | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):([1-9]\d{0,4})$/.exec(text);
  const address = match === null ? undefined : parseAddress(match[1] ?? match[2]);
  const port = Number(match?.[3]);
  return address === undefined || port < FIRST_PORT || port > LAST_PORT ? undefined : { address, port };
}
