import { ApiServerCall } from '../../model/api-server';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { versionOf } from '../reading/api-versions';
import { Field } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

/** What makes the API server call a Service. Of a kind's conversion webhook only its definition tells, which is passed over. */
export const API_SERVER_CALLS: readonly ObjectKind[] = [
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind): ObjectKind =>
    ({ kind, groups: ['admissionregistration.k8s.io'], isClusterScoped: true, isForChecksOnly: true, read: readWebhooks })),
  { kind: 'APIService', groups: ['apiregistration.k8s.io'], isClusterScoped: true, isForChecksOnly: true, read: readApiService },
];

function readWebhooks(object: ManifestObject, { apiServerCalls }: Collected): void {
  const { apiVersion, root } = object;
  // The version before v1 let requests pass where it was not said what to do.
  const usual = apiVersion !== undefined && versionOf(apiVersion) !== 'v1' ? 'Ignore' : 'Fail';
  apiServerCalls.add(object, root.get('webhooks').maps().flatMap(webhook => callOf(
    object, webhook.get('clientConfig').get('service'), webhook.get('name').text() ?? object.name,
    (webhook.get('failurePolicy').value ?? usual) === 'Fail',
  )));
}

/** An API without a Service is one that the API server serves itself. */
function readApiService(object: ManifestObject, { apiServerCalls }: Collected): void {
  apiServerCalls.add(object, callOf(object, object.root.get('spec').get('service'), object.name, true));
}

const HTTPS = 443;

function callOf({ kind, origin }: ManifestObject, service: Field, name: string, isRequired: boolean): ApiServerCall[] {
  const [namespace, called] = ['namespace', 'name'].map(key => service.get(key).text());
  return namespace === undefined || called === undefined ? [] : [{
    kind, name, service: { namespace, name: called, port: service.get('port').integer() ?? HTTPS }, isRequired, origin,
  }];
}
