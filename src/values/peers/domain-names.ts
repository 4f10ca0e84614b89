import { IPeer, PeerConfig } from './peer';
import { PeerKind } from './peer-kind';
import { parseAddress } from '../../sets/addresses';
import { callText, refuse } from '../refuse';
import { quoted } from '../shown';

/** So many names stand in one peer. */
const MOST_NAMES = 25;

const LABEL = '[a-zA-Z0-9]([-a-zA-Z0-9_]{0,61}[a-zA-Z0-9])?';
const DOMAIN_NAME = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}\\.?$`);

/**
 * Domain names as the destination of a `ClusterRule` that accepts: the addresses that the cluster's DNS answers with.
 *
 * Experimental: the field is in the experimental channel of the network policy API alone. A cluster with the standard
 * definition of `ClusterNetworkPolicy` refuses the policy. Accepting names denies no others: a rule behind it does.
 *
 * @see https://network-policy-api.sigs.k8s.io/npeps/npep-133-fqdn-egress-selector/
 */
export class DomainNames implements IPeer {
  /**
   * The domains with these names. `example.com` is that name alone; `*.example.com` is everything below it, but not
   * `example.com` itself.
   *
   * @param names the names, 1 to 25
   * @throws Error when a name is not valid, or when there is none, or more than 25
   */
  public static of(...names: string[]): DomainNames {
    const where = callText('DomainNames.of', ...names);
    if (names.length === 0) {
      refuse(where, 'no domain is named', 'name at least one domain: `DomainNames.of(\'example.com\')`');
    }
    if (names.length > MOST_NAMES) {
      refuse(where, `${names.length} names are more than the ${MOST_NAMES} that a peer may have`,
        'give a rule several peers: `DomainNames.of(...)`, `DomainNames.of(...)`');
    }
    names.forEach(name => checkDomainName(where, name));
    return new DomainNames([...new Set(names)]);
  }

  /** @internal */
  public readonly _kind: PeerKind = 'domain names';

  private readonly names: readonly string[];

  private constructor(names: readonly string[]) {
    this.names = names;
  }

  /** What these names are, as plain data. */
  public toPeerConfig(): PeerConfig {
    return { domainNames: [...this.names] };
  }

  /** What these names are, in words: `example.com, *.example.org`. */
  public toString(): string {
    return this.names.join(', ');
  }
}

function checkDomainName(where: string, name: unknown): void {
  if (typeof name === 'string' && parseAddress(name) !== undefined) {
    refuse(where, `\`${name}\` is an address`, `for this one address write \`Cidr.of('${name}/${name.includes(':') ? 128 : 32}')\``);
  }
  if (typeof name !== 'string' || name.length > 255 || !DOMAIN_NAME.test(name)) {
    refuse(where, `${quoted(name)} is not a domain name`,
      'write `example.com`, or `*.example.com` for all names below it, without a scheme, port or path');
  }
}
