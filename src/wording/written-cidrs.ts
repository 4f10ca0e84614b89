import { readAddressText } from '../sets/address-text';
import { formatAddress, numberOf } from '../sets/addresses';
import { CidrBlock, parseCidr } from '../sets/cidr';

/** What is unusual about the text of a block, and what its author may have meant, the reading of Kubernetes first. */
export interface CidrSlip {
  /** `has zeros in front of a number` */
  readonly fault: string;
  readonly readings: readonly { readonly cidr: string; readonly remark: string }[];
}

/** Undefined for a text that the API server takes as it is. */
export function slipOfCidr(text: string): CidrSlip | undefined {
  const block = parseCidr(text);
  if (block === undefined) {
    return undefined;
  }
  const [address, length] = text.split('/');
  const isMapped = block.family === 4 && address.includes(':');
  const hasZeros = (block.family === 4 && ZEROS_IN_FRONT.test(address)) || ZERO_IN_LENGTH.test(length);
  const faults = [
    ...hasZeros ? ['has zeros in front of a number'] : [],
    ...isMapped ? ['is an IPv4 block in the form of IPv6'] : [],
    ...block.hasHostBits ? [`has bits set behind its prefix of ${Number(length)}`] : [],
  ];
  return faults.length === 0 ? undefined : { fault: faults.join(' and '), readings: readingsOf(address, block, hasZeros) };
}

const ZEROS_IN_FRONT = /(^|[.:])0+\d+(\.|$)/;
const ZERO_IN_LENGTH = /^0\d/;

function readingsOf(address: string, { canonical, family, hasHostBits }: CidrBlock, hasZeros: boolean): CidrSlip['readings'] {
  const octal = hasZeros && family === 4 ? inOctal(address, canonical) : undefined;
  const single = hasHostBits ? numberOf(readAddressText(address)!) : undefined;
  return [
    { cidr: canonical, remark: 'which is how Kubernetes reads it' },
    ...octal === undefined || octal === canonical ? []
      : [{ cidr: octal, remark: 'which is how programs read it that take numbers with a zero in front for octal' }],
    ...single === undefined ? []
      : [{ cidr: `${formatAddress(single)}/${family === 4 ? 32 : 128}`, remark: 'if the one address is meant' }],
  ];
}

/** The block with the numbers that begin with a zero read as octal; undefined where they cannot be. */
function inOctal(address: string, canonical: string): string | undefined {
  const numbers = address.split('.').map(part => (!/^0\d/.test(part) ? part : /^[0-7]+$/.test(part) ? `${parseInt(part, 8)}` : 'none'));
  return parseCidr(`${numbers.join('.')}/${canonical.split('/')[1]}`)?.canonical;
}
