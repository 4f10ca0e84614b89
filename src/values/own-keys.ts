/** The keys of an object that somebody wrote. What comes from other languages has symbols beside them that are hidden. */
export function ownKeys(value: object): (string | symbol)[] {
  return Reflect.ownKeys(value).filter(key => Object.prototype.propertyIsEnumerable.call(value, key));
}
