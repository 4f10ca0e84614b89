/** Who reads a message: somebody who writes constructs, or somebody who has manifests and the command. */
export type Audience = 'constructs' | 'manifests';

/**
 * Where a fact is told: `facts: { ciliumPatchVersion: 2 }`, which reads alike in code and in netpol.yaml.
 *
 * @param option of the command that tells the same in fewer words
 */
export function tellFact(audience: Audience, fact: string, option?: string): string {
  const told = `\`facts: { ${fact} }\``;
  return audience === 'constructs' ? told : option === undefined ? `${told} in netpol.yaml` : `\`${option}\``;
}
