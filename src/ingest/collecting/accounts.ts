/** A ServiceAccount object. */
export interface AccountObject {
  readonly namespace: string;
  readonly name: string;
  readonly givesToken: boolean;
}

/** A RoleBinding or ClusterRoleBinding, and the service accounts among its subjects. */
export interface Grant {
  /** `RoleBinding shop/reader` */
  readonly binding: string;
  /** The name of a ClusterRole, or `shop/reader` for a Role of that namespace. */
  readonly role: string;
  readonly accounts: readonly { readonly namespace: string; readonly name: string }[];
}

/** A Role or ClusterRole, named as a grant names it. */
export interface RoleObject {
  readonly role: string;
  /** Whether it grants nothing but that pods may be made in some way, which takes no request of their own. */
  readonly isForAdmissionOnly: boolean;
}
