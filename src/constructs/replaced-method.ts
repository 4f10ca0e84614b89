/**
 * Puts another method in the place of an object's own, until the function that is returned is called. Undefined when that
 * is not possible: methods that a class in another language overrides are fixed.
 */
export function replaceMethod<Name extends string, Method extends (...args: never[]) => unknown>(
  object: Record<Name, Method>, name: Name, around: (method: Method) => Method,
): (() => void) | undefined {
  const own = Object.getOwnPropertyDescriptor(object, name);
  if (own?.configurable === false) {
    return undefined;
  }
  const value = around(object[name].bind(object) as Method);
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
  return () => {
    Reflect.deleteProperty(object, name);
    if (own !== undefined) {
      Object.defineProperty(object, name, own);
    }
  };
}
