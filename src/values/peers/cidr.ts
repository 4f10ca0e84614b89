import { checkList, kindOfPeer } from '../given';
import { blocksWithout } from './left-out-blocks';
import { IPeer, IpBlockConfig, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { AddressSet, NO_ADDRESSES, parseAddress } from '../../sets/addresses';
import { CidrBlock, parseCidr } from '../../sets/cidr';
import { METADATA_BLOCKS, PRIVATE_BLOCKS } from '../../sets/known-blocks';
import { checkProperties, optional, Properties, refuseSurplus } from '../properties';
import { callText, refuse } from '../refuse';
import { quoted, shown } from '../shown';

const ANY_IPV4 = '0.0.0.0/0';
const ANY_IPV6 = '::/0';

/**
 * What to leave out of a block of addresses.
 */
export interface CidrOptions {
  /**
   * Blocks within the block that are left out. Another rule or policy may still admit them: policies only add up.
   *
   * @default - nothing is left out
   */
  readonly exceptCidrs?: string[];
}

/**
 * Addresses as peers.
 *
 * Meant for addresses outside the cluster. Whether a block also covers pods by their addresses depends on the network
 * driver: Kubernetes says it does, Cilium never matches a pod or node by a block. Admit pods with `Pods` or `Namespaces`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export class Cidr implements IPeer {
  /**
   * One block of IPv4 or IPv6 addresses.
   *
   * @param cidr the block: `10.10.10.0/24`, `fd00::/8`
   * @param options what to leave out
   * @throws Error when a block is malformed or has bits set behind its prefix, or when an exception is of the other
   * family, outside the block, or all of it, alone or together with the others
   */
  public static of(cidr: string, options: CidrOptions = {}): Cidr {
    const where = callText('Cidr.of', cidr);
    refuseSurplus(where, arguments, 2, EXCEPT_HELP);
    const block = parsed(where, cidr);
    const excepts = exceptionsOf(where, options);
    checkExceptions(where, cidr, block, excepts);
    const exceptCidrs = excepts.map(except => except.cidr);
    return new Cidr([{ cidr, exceptCidrs }]);
  }

  /** Every IPv4 address: `0.0.0.0/0`. */
  public static anyIpv4(): Cidr {
    refuseSurplus('Cidr.anyIpv4', arguments, 0, `to leave something out write \`Cidr.of('${ANY_IPV4}', { exceptCidrs: [...] })\``);
    return Cidr.of(ANY_IPV4);
  }

  /** Every IPv6 address: `::/0`. */
  public static anyIpv6(): Cidr {
    refuseSurplus('Cidr.anyIpv6', arguments, 0, `to leave something out write \`Cidr.of('${ANY_IPV6}', { exceptCidrs: [...] })\``);
    return Cidr.of(ANY_IPV6);
  }

  /**
   * Every IPv4 and every IPv6 address: two blocks.
   *
   * @param options what to leave out; each exception applies to its own family
   * @throws Error when an exception is malformed or has bits set behind its prefix, or when one or all of them together
   * are a whole family
   */
  public static internet(options: CidrOptions = {}): Cidr {
    const where = 'Cidr.internet';
    refuseSurplus(where, arguments, 1, EXCEPT_HELP);
    const excepts = exceptionsOf(where, options);
    return new Cidr([ANY_IPV4, ANY_IPV6].map((cidr) => {
      const whole = parsed(where, cidr);
      const ofFamily = excepts.filter(({ block }) => block.family === whole.family);
      checkExceptions(where, cidr, whole, ofFamily);
      return { cidr, exceptCidrs: ofFamily.map(except => except.cidr) };
    }));
  }

  /**
   * The addresses of private networks, which the internet does not route: `10.0.0.0/8`, `172.16.0.0/12` and `192.168.0.0/16`
   * (RFC 1918), `100.64.0.0/10` (RFC 6598) and `fc00::/7` (RFC 4193). Most clusters give pods, nodes and Services such
   * addresses, so that an assertion about these blocks means them too.
   *
   * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
   */
  public static privateRanges(): Cidr {
    refuseSurplus('Cidr.privateRanges', arguments, 0, 'to leave something out write `Cidr.privateRanges().without(...)`');
    return new Cidr(PRIVATE_BLOCKS.map(cidr => ({ cidr, exceptCidrs: [] })));
  }

  /**
   * The addresses at which clouds answer their machines, and hand out the credentials of these: `169.254.169.254/32` of
   * nearly all, `fd00:ec2::254/128` of AWS, `fd20:ce::254/128` of Google Cloud, `100.100.100.200/32` of Alibaba Cloud and
   * `192.0.0.192/32` of Oracle Cloud's older platform.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
   */
  public static metadataService(): Cidr {
    refuseSurplus('Cidr.metadataService', arguments, 0, 'name other addresses by `Cidr.of(...)`');
    return new Cidr(METADATA_BLOCKS.map(cidr => ({ cidr, exceptCidrs: [] })));
  }

  /** @internal */
  public readonly _kind: PeerKind = 'addresses';

  private readonly blocks: readonly IpBlockConfig[];

  private constructor(blocks: readonly IpBlockConfig[]) {
    this.blocks = blocks;
  }

  /**
   * These addresses without those. What a policy writes as exceptions is left out of each block that holds it.
   *
   * @param others what to leave out, at least one
   * @throws Error when there is none, when one has no address in common with these, or when nothing is left
   *
   * @example
   *
   *   new AllowCidr(this, 'Internet', {
   *     subject: Pods.labeled({ app: 'web' }),
   *     peers: [Cidr.internet().without(Cidr.privateRanges(), Cidr.metadataService())],
   *     ports: [Port.HTTPS],
   *     direction: Direction.EGRESS,
   *   });
   */
  public without(...others: Cidr[]): Cidr {
    const where = 'Cidr.without';
    if (others.length === 0) {
      refuse(where, 'nothing is left out', WITHOUT_HELP);
    }
    for (const other of others) {
      if (typeof other !== 'object' || other === null || kindOfPeer(other) !== 'addresses') {
        refuse(where, `${shown(other)} is no choice of addresses`, WITHOUT_HELP);
      }
    }
    return new Cidr(blocksWithout(where, this, others));
  }

  /** What these addresses are, as plain data. */
  public toPeerConfig(): PeerConfig {
    return { ipBlocks: this.blocks.map(({ cidr, exceptCidrs }) => ({ cidr, exceptCidrs: [...exceptCidrs] })) };
  }

  /** What these addresses are, in words: `10.0.0.0/8 except 10.1.0.0/16`. */
  public toString(): string {
    return this.blocks
      .map(({ cidr, exceptCidrs }) => (exceptCidrs.length === 0 ? cidr : `${cidr} except ${exceptCidrs.join(', ')}`))
      .join(' and ');
  }
}

const WITHOUT_HELP = 'name addresses: `Cidr.of(\'10.0.0.0/8\')`, `Cidr.privateRanges()`';

const EXCEPT_HELP = 'list the blocks that are left out: `{ exceptCidrs: [...] }`';

const CIDR_OPTIONS: Properties<CidrOptions> = {
  exceptCidrs: optional((where, field, value) =>
    checkList(where, field, value, 'list the blocks that are left out, or leave `exceptCidrs` out')),
};

interface Exception {
  readonly cidr: string;
  readonly block: CidrBlock;
}

function exceptionsOf(where: string, options: CidrOptions): Exception[] {
  checkProperties(where, 'options', options, CIDR_OPTIONS);
  const excepts: Exception[] = [];
  for (const cidr of options.exceptCidrs ?? []) {
    excepts.push({ cidr, block: parsed(where, cidr) });
  }
  return excepts;
}

/** In IPv6 a group has four digits at most, and what is written with points or behind the `/` begins with no zero. */
const HAS_LEADING_ZEROS = /[0-9a-fA-F]{5}|[./]0[0-9]|:0[0-9]+\./;

/** The block that the text names in the one form that every version of Kubernetes reads alike. */
function parsed(where: string, text: string): CidrBlock {
  const block = typeof text === 'string' ? parseCidr(text) : undefined;
  if (block === undefined) {
    const address = typeof text === 'string' ? parseAddress(text) : undefined;
    if (address !== undefined) {
      refuse(where, `\`${text}\` has no prefix length`, `for this one address write \`${text}/${text.includes(':') ? 128 : 32}\``);
    }
    refuse(where, `${quoted(text)} is not a block of addresses`,
      'write an address and a prefix length: `10.0.0.0/8`, `fd00::/8`');
  }
  if (block.family === 4 && text.includes(':')) {
    refuse(where, `\`${text}\` is an IPv4 block in IPv6 form`, `write \`${block.canonical}\``);
  }
  if (block.hasHostBits) {
    refuse(where, `\`${text}\` has bits set behind its prefix, which Kubernetes ignores`,
      `write \`${block.canonical}\` for the whole block, or \`${text.split('/')[0]}/${block.family === 4 ? 32 : 128}\` for the one address`);
  }
  if (block.family === 4 ? text !== block.canonical : HAS_LEADING_ZEROS.test(text)) {
    refuse(where, `\`${text}\` has leading zeros`, `write \`${block.canonical}\``);
  }
  return block;
}

function checkExceptions(where: string, cidr: string, block: CidrBlock, excepts: readonly Exception[]): void {
  excepts.forEach(except => checkException(where, cidr, block, except.cidr, except.block));
  const together = excepts.reduce<AddressSet>((sum, except) => sum.union(except.block.addresses), NO_ADDRESSES);
  if (block.addresses.isSubsetOf(together)) {
    refuse(where, `the exceptions together are all of \`${cidr}\`, so that nothing is left`,
      'leave out less, or leave the peer out');
  }
}

function checkException(where: string, cidr: string, block: CidrBlock, except: string, exception: CidrBlock): void {
  if (exception.family !== block.family) {
    refuse(where, `exception \`${except}\` is IPv${exception.family}, but \`${cidr}\` is IPv${block.family}`,
      'give each family a `Cidr` of its own, or use `Cidr.internet()`');
  }
  if (!exception.addresses.isSubsetOf(block.addresses)) {
    refuse(where, `exception \`${except}\` is not within \`${cidr}\``, 'name a smaller block within it, or leave the exception out');
  }
  if (block.addresses.isSubsetOf(exception.addresses)) {
    refuse(where, `exception \`${except}\` is all of \`${cidr}\`, so that nothing is left`,
      'name a smaller block within it, or leave the peer out');
  }
}
