import { parseAllDocuments } from 'yaml';
import { contextOfManifests } from './cluster/context';
import { checkContext, CheckContext, CheckExample } from '../../src/checks/check';
import { Snapshot } from '../../src/model/snapshot';
import { CiliumVersion, ClusterFacts, ExistingCluster, NetworkDriver, ServiceTranslation } from 'cdk8s-netpol';

/** What checks are given where the snapshot is read as Kubernetes documents, and nobody has named a cluster. */
export function contextOfSnapshot(snapshot: Snapshot): CheckContext {
  return checkContext({ snapshot, documented: snapshot, variants: [], ignoredPolicies: [] });
}

/** What checks are given for an example of a check, which may stand in a file of that name. */
export function contextOfExample(
  { manifests, cluster = { networkDriver: 'calico' } }: CheckExample, file?: string,
): CheckContext {
  const { networkDriver, ciliumVersion, serviceTranslation, serviceCidrs } = cluster;
  const target = networkDriver === undefined ? undefined : ExistingCluster.of('staging', {
    networkDriver: networkDriver as NetworkDriver, ciliumVersion: ciliumVersion as CiliumVersion | undefined,
  });
  const facts: ClusterFacts = {
    serviceTranslation: serviceTranslation as ServiceTranslation | undefined,
    serviceCidrs: serviceCidrs && [...serviceCidrs],
  };
  const contents = parseAllDocuments(manifests).map(document => document.toJS());
  return contextOfManifests(contents.map((content, index) =>
    (file === undefined ? { content } : { content, origin: { file: `${file}#${index + 1}` } })), { target, facts });
}
