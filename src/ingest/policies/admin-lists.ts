import { itemsUpTo, requiredText } from './admin-fields';
import { AdminReader } from './admin-reader';
import { AdminNetwork } from '../../resources/admin-policy';
import { NO_ADDRESSES } from '../../sets/addresses';
import { CidrBlock, parseStrictCidr } from '../../sets/cidr';
import { Field } from '../reading/fields';

const MOST_ITEMS = 25;
const LONGEST_NETWORK = 43;

/** As the CRD has it. */
const DOMAIN_NAME = /^(\*\.)?([a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.)+[a-zA-z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\.?$/;

/** `domainNames` */
export function readDomainNames(field: Field): readonly string[] {
  return readSet(field, 'names').map(item => {
    const name = requiredText(item, 'write a DNS name');
    if (typeof item.value === 'string' && !DOMAIN_NAME.test(name)) {
      item.fault('not a DNS name of two labels or more', 'write it as `example.com`, or `*.example.com` for all names below it');
    }
    return name;
  });
}

/** `networks` */
export function readNetworks(field: Field, reader: AdminReader): readonly AdminNetwork[] {
  return readSet(field, 'address blocks').map(item => {
    const cidr = requiredText(item, CIDR_HELP);
    const block = typeof item.value === 'string' ? readNetwork(item, cidr, reader) : undefined;
    return { cidr, addresses: block?.addresses ?? NO_ADDRESSES };
  });
}

const CIDR_HELP = 'write it as `10.0.0.0/8` or `fd00::/8`; a single address ends in `/32` or `/128`';

function readNetwork(item: Field, cidr: string, reader: AdminReader): CidrBlock | undefined {
  const block = parseStrictCidr(cidr);
  const isTakenAsText = reader.version.version === 'v1alpha1' && cidr.includes(':') !== cidr.includes('.');
  if ([...cidr].length > LONGEST_NETWORK) {
    item.fault(`longer than the ${LONGEST_NETWORK} characters of an address block`, CIDR_HELP);
  } else if (reader.version.version === 'v1alpha1' && !isTakenAsText) {
    item.fault('not an address block of IPv4 or of IPv6', CIDR_HELP);
  } else if (block === undefined && isTakenAsText) {
    reader.unreadable(item, 'not an address block', CIDR_HELP);
  } else if (block === undefined) {
    item.fault('not an address block', /^0*\d|:0*\d|\.0*\d/.test(cidr) && cidr.includes('/')
      ? `${CIDR_HELP}; without zeros in front, and IPv4 not in the form of IPv6` : CIDR_HELP);
  }
  return block;
}

/** A list with at least one item and none twice. */
function readSet(field: Field, noun: string): readonly Field[] {
  const items = itemsUpTo(MOST_ITEMS, field, 'make several items of it');
  if (Array.isArray(field.value) && items.length === 0) {
    field.report.fault(`\`${field.path}\` is empty`, field.path, `list ${noun}, or leave the item out`);
  }
  items.forEach((item, index) => {
    if (items.findIndex(({ value }) => value === item.value) < index) {
      item.fault('which is in the list already', 'list it once');
    }
  });
  return items;
}
