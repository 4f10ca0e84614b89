import { App, Chart, ChartProps, Yaml } from 'cdk8s';
import { CiliumCluster, CiliumClusterProps } from 'cdk8s-netpol';

export const TEMPLATE = '7d33a4a4-9a45-4b3b-8bd9-5f2f5a3b2c1d';

/** A cluster in a chart of its own, with a template unless another is asked for. */
export function clusterOf(props: Partial<CiliumClusterProps> = {}, chart: ChartProps = {}): CiliumCluster {
  const template = props.clusterTemplate === undefined && !('clusterTemplateId' in props) ? { clusterTemplateId: TEMPLATE } : {};
  return new CiliumCluster(new Chart(new App(), 'infra', chart), 'Cluster', { ...template, ...props });
}

export function objectsOf(cluster: CiliumCluster): any[] {
  return Chart.of(cluster).toJson();
}

export function yamlOf(cluster: CiliumCluster): string {
  return Yaml.stringify(...objectsOf(cluster));
}
