import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isValidated } from './validated-app';
import { checkWrittenMetadata } from '../values/metadata/check-metadata';
import { BadInput } from '../values/refuse';
import { manifestOf } from '../values/workloads/manifest';

/** A policy that is written at synthesis, when the workloads that it selects are complete. */
interface WrittenPolicy {
  /** What messages call it. */
  readonly where: string;
  readonly object: ApiObject;
  /** Whether its kind is not one of Kubernetes itself. */
  readonly isCustom: boolean;
  /** Writes its spec, or refuses to. */
  readonly spec: () => object;
}

/** Lets a refusal that comes only at synthesis end it as a validation error, before anything is written. */
export function refuseAtSynthesis(construct: Construct, { where, object, isCustom, spec }: WrittenPolicy): void {
  // cdk8s validates once for each chart; what was found right is not looked at again.
  let isRight = false;
  construct.node.addValidation({
    validate: () => {
      if (isValidated(construct)) {
        // The validation of the app reads every policy, and reports this one among the others.
        return [];
      }
      try {
        isRight = isRight || spec() !== undefined;
        // Labels and annotations may still be added, by other validations too.
        checkWrittenMetadata(where, manifestOf(object).metadata, isCustom);
      } catch (error) {
        // Any other error is the workload's own, and cdk8s reports it when it renders the workload.
        return error instanceof BadInput ? [error.message] : [];
      }
      return [];
    },
  });
}
