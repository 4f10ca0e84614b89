/** A command line that does not make sense, and how to write it. */
export class WrongUsage extends Error {
  public constructor(message: string, public readonly help: string) {
    super(message);
  }
}
