import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumCluster } from 'cdk8s-netpol';

/** The cluster itself, as an object that Crossplane's OpenStack provider turns into a Magnum cluster. */
export class ClusterChart extends Chart {
  /** What the policies of the other chart are meant for. */
  public readonly cluster: CiliumCluster;

  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'infrastructure' });
    this.cluster = new CiliumCluster(this, 'cluster', {
      clusterName: 'shop',
      clusterTemplateId: '7d33a4a4-9a45-4b3b-8bd9-5f2f5a3b2c1d',
      keypair: 'ops',
      masterCount: 3,
      nodeCount: 3,
    });
  }
}
