/**
 * What `vinfra` must be told and Magnum reads from the cluster template.
 */
export interface VinfraCommandOptions {
  /** Name or id of the network that gives the nodes access to the internet. */
  readonly externalNetwork: string;
}
