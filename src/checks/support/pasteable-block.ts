import { Audience } from '../../wording/audience';

/** A block of addresses as people write it: `ipBlock: { cidr: 10.0.0.0/8 }`, or `Cidr.of('10.0.0.0/8')`. */
export function pasteableBlock(audience: Audience, cidr: string, except: readonly string[]): string {
  const quoted = except.map(quote).join(', ');
  if (audience === 'constructs') {
    return `Cidr.of(${quote(cidr)}${except.length === 0 ? '' : `, { exceptCidrs: [${quoted}] }`})`;
  }
  return `ipBlock: { cidr: ${scalar(cidr)}${except.length === 0 ? '' : `, except: [${except.map(scalar).join(', ')}]`} }`;
}

/** A colon in a flow of YAML is mostly taken for that of a field. */
function scalar(cidr: string): string {
  return cidr.includes(':') ? quote(cidr) : cidr;
}

function quote(text: string): string {
  return `'${text}'`;
}
