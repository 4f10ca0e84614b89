import { selectsNothing } from '../../../src/checks/selectors/selects-nothing';
import { deployment, labeled, policy } from '../../fixture';
import { evidenceOf, found, onlyFinding } from '../findings';

const PODS = [deployment('shop/web', { app: 'web' }), deployment('shop/api', { app: 'api' })];
const FRONTEND = { podSelector: labeled({ app: 'frontend' }) };

function admits(name: string, podSelector: object, ...from: object[]): object {
  return policy(`shop/${name}`, { podSelector, policyTypes: ['Ingress'], ingress: [{ from }] });
}

test('one label that is missing is one finding, however many rules ask for it', () => {
  const policies = Array.from({ length: 12 }, (_, index) => admits(`p${index}`, {}, FRONTEND));
  const finding = onlyFinding(selectsNothing, [...PODS, ...policies]);
  expect(finding.title).toBe('ingress rule 1 of policy `shop/p0` names a peer that matches no pod');
  expect(evidenceOf(finding, 'likewise')).toEqual([
    `${[1, 2, 3, 4, 5, 6].map(index => `ingress rule 1 of shop/p${index}`).join(', ')} and 5 more`,
  ]);
  expect(finding.likewise).toHaveLength(11);
});

test.each<[string, object[], string[]]>([
  ['of a policy and of a peer', [admits('a', labeled({ app: 'frontend' }), FRONTEND)], ['ingress rule 1 of shop/a']],
  ['beside other requirements', [admits('a', {}, FRONTEND), admits('b', {}, { podSelector: labeled({ tier: 'x', app: 'frontend' }) })], []],
])('repeats are folded: %s', (_, policies, likewise) => {
  expect(found(selectsNothing, [...PODS, ...policies])).toHaveLength(likewise.length === 0 ? 2 : 1);
});

test('what is mended otherwise is another finding', () => {
  const given = [...PODS, deployment('lab/frontend', { app: 'frontend' }), deployment('dev/frontend', { app: 'frontend' }), admits('a', {}, FRONTEND, { podSelector: labeled({ app: 'frontned' }) })];
  expect(found(selectsNothing, given)).toHaveLength(2);
});

test('the same label in another namespace is another finding', () => {
  const other = policy('lab/p', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [FRONTEND] }] });
  expect(found(selectsNothing, [...PODS, deployment('lab/x', { app: 'x' }), admits('a', {}, FRONTEND), other])).toHaveLength(2);
});

test('what people will see is said of each of them', () => {
  const slip = (name: string, policyTypes: string[]) => policy(`shop/${name}`, { podSelector: labeled({ app: 'wbe' }), policyTypes });
  expect(onlyFinding(selectsNothing, [...PODS, slip('in', ['Ingress']), slip('out', ['Egress'])]).effect).toBe(
    'no other policy selects `shop/web` for ingress, so everybody can reach it on every port\n'
    + 'no other policy selects `shop/web` for egress, so it can reach everybody');
});
