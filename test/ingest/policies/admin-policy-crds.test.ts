import * as fc from 'fast-check';
import { ADMIN_MANIFESTS, NEARLY_ADMIN_MANIFESTS } from './near-valid';
import { Crd, readCrds, refusalsOf } from '../../crd-schema';
import { read } from '../../fixture';
import { anyAdminPolicies } from '../../generators/admin-policies';
import { sharedFolder } from '../../shared';

/** Whether the policy is refused here. One that is kept is read, or is taken and nobody knows what it means. */
function isRefused(object: object): boolean {
  const { resources: { adminPolicies }, snapshot: { unsimulated }, problems } = read([object]);
  const isKept = adminPolicies.length + unsimulated.length > 0;
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  expect(isKept).toBe(!hasErrors);
  return !isKept;
}

/**
 * The policy as a CRD of today has to see it. A peer of which every field is unknown is refused by the CRDs that there
 * are, and kept here, because a later one may have the field; `laterField` stands for it.
 */
function withoutLaterFields(value: any): any {
  if (Array.isArray(value)) {
    return value.map(withoutLaterFields);
  }
  return typeof value !== 'object' || value === null ? value : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key,
    (key === 'from' || key === 'to') && Array.isArray(inner) ? inner.map(peer => (hasOnlyLaterFields(peer) ? { namespaces: {} } : peer))
      : withoutLaterFields(inner)]));
}

function hasOnlyLaterFields(peer: any): boolean {
  const keys = typeof peer === 'object' && peer !== null ? Object.keys(peer).filter(key => peer[key] !== null) : [];
  return !Array.isArray(peer) && keys.length > 0 && keys.every(key => key === 'laterField' || key === '__proto__');
}

const folder = sharedFolder('crds', 'network-policy-api');
const describeIf = folder === undefined ? describe.skip : describe;

describeIf('the CRDs themselves', () => {
  const crds: readonly Crd[] = folder === undefined ? []
    : ['v0.1.5', 'v0.2.0'].flatMap(version => readCrds(`${folder}/${version}/experimental`));

  test.each(ADMIN_MANIFESTS.map((manifests, index) => [crds.length, index, manifests] as const))(
    'take what is taken here as people write it (%i CRDs, kind %i)', (_, __, manifests) => {
      fc.assert(fc.property(manifests, object => {
        expect(isRefused(object)).toBe(refusalsOf(object, crds).length > 0);
      }), { numRuns: 300 });
    });

  test('refuse what is refused here, and nothing else', () => {
    fc.assert(fc.property(NEARLY_ADMIN_MANIFESTS, object => {
      expect(isRefused(object)).toBe(refusalsOf(withoutLaterFields(object), crds).length > 0);
    }), { numRuns: 4000 });
  });

  test('take every policy that generated clusters have', () => {
    fc.assert(fc.property(anyAdminPolicies, policies => {
      expect(policies.filter(policy => isRefused(policy) || refusalsOf(policy, crds).length > 0)).toEqual([]);
    }), { numRuns: 200 });
  });
});
