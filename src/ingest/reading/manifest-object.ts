import { Field } from './fields';
import { Origin } from '../../model/origin';

/** An object with the header that every Kubernetes object has. */
export interface ManifestObject {
  readonly kind: string;
  readonly apiVersion: string | undefined;
  /** Empty for what stands in no namespace. */
  readonly namespace: string;
  /** Whether the object leaves it to the tool that applies it in which namespace it stands. */
  readonly isNamespaceLeftOpen: boolean;
  readonly name: string;
  /** Whether the cluster completes the name, so that two objects with it are two objects. */
  readonly hasGeneratedName: boolean;
  readonly content: unknown;
  /** The same, to be read. */
  readonly root: Field;
  readonly origin: Origin;
}
