import { readScrapeAnnotations } from './scrape-annotations';
import { Service, ServiceExposure, ServiceFamilies, ServicePort } from '../../model/workload';
import { AddressFamily, AddressSet, NO_ADDRESSES } from '../../sets/addresses';
import { ObjectKind } from '../collecting/object-kind';
import { readAddresses } from '../reading/addresses';
import { Field } from '../reading/fields';
import { readLabels } from '../reading/labels';
import { ManifestObject } from '../reading/manifest-object';
import { isPortNumber, readNumberOrName, readProtocol } from '../reading/ports';

export const SERVICE: ObjectKind = {
  kind: 'Service',
  groups: [''],
  read: (object, { services }) => services.add(object, readService(object)),
};

/** A Service object. An empty selector is none, as for the endpoints controller. */
function readService({ namespace, name, root, origin }: ManifestObject): Service {
  const spec = root.get('spec');
  const status = root.get('status');
  spec.isMap();
  const selector = readLabels(spec.get('selector'));
  const exposure = readExposure(spec);
  const alias = spec.get('type').value === 'ExternalName' ? spec.get('externalName').text() ?? '' : undefined;
  const families = readFamilies(spec);
  const labels = readLabels(root.get('metadata').get('labels'));
  const scrapedOn = readScrapeAnnotations(root.get('metadata'));
  return {
    namespace,
    name,
    selector: selector.size === 0 ? undefined : selector,
    isHeadless: spec.get('clusterIP').value === 'None',
    ...alias === undefined ? {} : { alias },
    addresses: readServiceAddresses(spec, status),
    ...families === undefined ? {} : { families },
    ports: spec.get('ports').maps().flatMap(readServicePort),
    ...labels.size === 0 ? {} : { labels },
    ...scrapedOn === undefined ? {} : { scrapedOn },
    ...exposure === undefined ? {} : { exposure },
    origin,
  };
}

/** A load balancer gets node ports too unless it is said that it needs none. */
function readExposure(spec: Field): ServiceExposure | undefined {
  const hasLoadBalancer = spec.get('type').value === 'LoadBalancer';
  const hasNodePorts = spec.get('type').value === 'NodePort'
    || (hasLoadBalancer && spec.get('allocateLoadBalancerNodePorts').boolean() !== false);
  const hasExternalAddresses = spec.get('externalIPs').items().length > 0;
  return !hasLoadBalancer && !hasNodePorts && !hasExternalAddresses ? undefined : {
    hasLoadBalancer,
    hasNodePorts,
    hasExternalAddresses,
    keepsClientAddress: spec.get('externalTrafficPolicy').value === 'Local',
  };
}

/** An object of a live cluster, which has its addresses, wishes for nothing more. */
function readFamilies(spec: Field): ServiceFamilies | undefined {
  const policy = spec.get('ipFamilyPolicy').value;
  const named = spec.get('ipFamilies').items().flatMap(({ value }): AddressFamily[] =>
    (value === 'IPv4' ? [4] : value === 'IPv6' ? [6] : []));
  const isLive = spec.get('clusterIPs').items().length > 0;
  return policy === 'RequireDualStack' ? { of: [4, 6], isWish: false }
    : policy === 'PreferDualStack' && !isLive ? { of: [4, 6], isWish: true }
      : named.length > 0 ? { of: named, isWish: false } : undefined;
}

/** Whatever leads to the Service: its own addresses, those given to it, and that of a load balancer. */
function readServiceAddresses(spec: Field, status: Field): AddressSet {
  const fields = [
    spec.get('clusterIP'), ...spec.get('clusterIPs').items(), ...spec.get('externalIPs').items(),
    ...status.get('loadBalancer').get('ingress').items().map(item => item.get('ip')),
  ].filter(field => !field.isAbsent && field.value !== '' && field.value !== 'None');
  return readAddresses(fields) ?? NO_ADDRESSES;
}

function readServicePort(field: Field): ServicePort[] {
  const port = field.get('port');
  const number = port.integer();
  if (number === undefined || !isPortNumber(number)) {
    port.fault('not a port from 1 to 65535; the entry is left out', 'write a number from 1 to 65535');
    return [];
  }
  const protocol = readProtocol(field.get('protocol'));
  // The API server takes 0 for absent here.
  const target = field.get('targetPort');
  const name = field.get('name').textOrScalar() ?? '';
  const nodePort = field.get('nodePort').integer();
  return [{
    name,
    protocol,
    port: number,
    targetPort: target.value === 0 ? undefined : readNumberOrName(target),
    ...nodePort === undefined || nodePort === 0 ? {} : { nodePort },
  }];
}
