import { ResourceAddressBlock } from '../../resources/network-policy';
import { NO_ADDRESSES } from '../../sets/addresses';
import { CidrBlock, parseCidr } from '../../sets/cidr';
import { Field } from '../reading/fields';
import { reportUnknownFields } from '../reading/unknown-fields';

/** An `ipBlock`. */
export function readAddressBlock(field: Field): ResourceAddressBlock {
  reportUnknownFields(field, ['cidr', 'except']);
  const cidr = field.get('cidr');
  const block = readCidr(cidr);
  const exceptions = field.get('except').items();
  const addresses = exceptions.reduce((rest, exception) => {
    const hole = readCidr(exception);
    if (hole !== undefined && block !== undefined) {
      checkException(exception, hole, cidr, block);
      return rest.subtract(hole.addresses);
    }
    return rest;
  }, block?.addresses ?? NO_ADDRESSES);
  return { cidr: textOf(cidr), except: exceptions.map(textOf), addresses };
}

function textOf({ value }: Field): string {
  return typeof value === 'string' ? value : '';
}

function readCidr(field: Field): CidrBlock | undefined {
  const block = typeof field.value === 'string' ? parseCidr(field.value) : undefined;
  if (block === undefined) {
    field.fault('not an address block', 'write it as `10.0.0.0/8` or `fd00::/8`; a single address ends in `/32` or `/128`');
  }
  return block;
}

/**
 * The API server compares the lengths as they are written, and looks at the first address only, so that of a block in
 * IPv6 form an exception may be more than a part.
 */
function checkException(field: Field, hole: CidrBlock, cidr: Field, block: CidrBlock): void {
  const isInside = block.addresses.contains(hole.addresses.intervals[0].start);
  if (hole.family !== block.family) {
    field.fault(`not of the family of \`cidr\`, which is IPv${block.family}`, 'name a part of `cidr`');
  } else if (hole.writtenPrefixLength <= block.writtenPrefixLength || !isInside) {
    field.fault(`not a strict part of \`cidr\`, which is ${textOf(cidr)}`, 'name a smaller block inside `cidr`');
  }
}
