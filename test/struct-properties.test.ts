import { Chart, Testing } from 'cdk8s';
import { structs } from './assembly';
import { refusalOf } from './constructs/synthesized';
import { Use, USES } from './misused';

/** Structs that others share, and those that are only answered. */
const GIVEN_BY_NOBODY = [
  'AllowProps', 'ClusterPolicyProps', 'NetworkPolicyProps', 'ConnectionRow', 'ConnectionDiffRow', 'ConnectionRoute', 'PortabilityRow',
];

const ALL = structs();

function chart(): Chart {
  return new Chart(Testing.app(), 'chart', { namespace: 'shop' });
}

/** What the API says it reads, when it is given a property that nobody can have meant. */
function acceptedBy({ give, right, prefix = '' }: Use): string[] {
  const message = refusalOf(() => give({ ...right, zzzzzzzzzz: 1 }, chart()));
  expect(message).toContain(`there is no property \`${prefix}zzzzzzzzzz\`\nhelp: the properties are `);
  return [...message.split('help: the properties are ')[1].split('\n')[0].matchAll(/`([^`]*)`/g)].map(([, name]) => name).sort();
}

test('every struct that can be given is among those of this test', () => {
  expect([...ALL.keys()].filter(name => !GIVEN_BY_NOBODY.includes(name)).sort()).toEqual(Object.keys(USES).sort());
});

describe.each(Object.entries(USES))('%s', (name, uses) => {
  test('is accepted when it is right', () => {
    uses.forEach(({ give, right }) => expect(() => give(right, chart())).not.toThrow());
  });

  test('has at run time the properties that other languages know, and no others', () => {
    uses.forEach(use => expect(acceptedBy(use)).toEqual(ALL.get(name)));
  });

  test.each(ALL.get(name)!)('%s is suggested to those who misspell it', property => {
    const slip = `${property[0]}_${property.slice(1)}`;
    uses.forEach(({ give, right, prefix = '' }) => expect(refusalOf(() => give({ ...right, [slip]: 1 }, chart())))
      .toContain(`there is no property \`${prefix}${slip}\`\nhelp: did you mean \`${property}\`?`));
  });
});
