/** Whether cdk8s puts the value in only at synthesis: a Lazy, an object with a resolver, or an AWS CDK token. */
export function isToken(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('${Token[');
  }
  return typeof value === 'object' && value !== null && (isMethod(value, 'produce') || isMethod(value, 'resolve'));
}

function isMethod(value: object, name: string): boolean {
  return typeof (value as Record<string, unknown>)[name] === 'function';
}
