import { AdminVersion } from './admin-versions';
import { ADMIN_POLICY_GROUP } from '../../resources/admin-policy';
import { showValue } from '../../syntax/show-value';
import { Collected } from '../collecting/collected';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';
import { Report } from '../reading/report';
import { reportUnknownFields } from '../reading/unknown-fields';

/** What is found out while one policy is read, beside what the API server refuses. */
export class AdminReader {
  /** What the server takes, and enforcers cannot. */
  private readonly ofEnforcers: Report;

  public constructor(
    public readonly version: AdminVersion, { origin }: ManifestObject, private readonly collected: Collected,
  ) {
    this.ofEnforcers = new Report(origin, collected.problems, 'warning');
  }

  /** Whether enforcers can read the policy, if the API server takes it. */
  public get isReadable(): boolean {
    return !this.ofEnforcers.hasFaults;
  }

  /** Reports what the server, whose schema takes any text there, leaves to enforcers, which have no use for it. */
  public unreadable({ path, value }: Field, what: string, help: string): void {
    this.ofEnforcers.fault(
      `\`${path}\` is ${showValue(value)}, ${what}; the API server takes it, and enforcers drop the policy, `
      + 'ignore a part of it or deny everything', path, help);
  }

  public reportUnknownFields(field: Field, known: readonly string[]): void {
    reportUnknownFields(field, known, this.version.hints);
  }

  /** Says once of each field of the experimental channel, however many policies use it, on which clusters it is none. */
  public noteChannel({ path, report }: Field, key: string): void {
    const { kind, version, experimental } = this.version;
    const name = `${kind} ${version} ${key}`;
    if (experimental.has(key) && !this.collected.experimentalFields.has(name)) {
      this.collected.experimentalFields.add(name);
      report.info(`\`${path}\` is a field of the experimental channel of ${ADMIN_POLICY_GROUP}: on a cluster with the CRD of the `
        + 'standard channel the API server drops it, and refuses the policy for the empty item that is left', path,
      'make sure that the cluster has the CRD of the experimental channel');
    }
  }
}
