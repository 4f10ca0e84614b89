import { parseCidr } from '../../sets/cidr';
import { METADATA_BLOCKS, PRIVATE_BLOCKS } from '../../sets/known-blocks';

/** Where only the own network or node is. Most clouds answer their machines' questions for metadata and credentials here. */
const LINK_LOCAL_BLOCKS: readonly string[] = ['169.254.0.0/16', 'fe80::/10'];

/** What looks public: Azure's WireServer, which answers such questions as well. */
const WIRE_SERVER = '168.63.129.16/32';

const WIDE_BLOCKS: readonly string[] = [...PRIVATE_BLOCKS, ...LINK_LOCAL_BLOCKS];

/** The addresses that nobody means by the internet, and where credentials and consoles are. */
export const NOT_INTERNET: readonly string[] = [
  ...WIDE_BLOCKS, WIRE_SERVER, ...METADATA_BLOCKS.filter(block => !WIDE_BLOCKS.some(wide => isWithin(block, wide))),
];

function isWithin(block: string, wide: string): boolean {
  return parseCidr(block)!.addresses.subtract(parseCidr(wide)!.addresses).isEmpty;
}
