/** To whom an instance belongs at the product: whom the provider's own login has named, else the installation itself. */
export type InstanceOwner =
  | { readonly kind: 'account'; readonly issuer: string; readonly subject: string }
  | { readonly kind: 'installation'; readonly installationId: string };

/** An instance that its owner may link; `instance` is the product's own name of it, which is never given to another one. */
export interface Importable {
  readonly instance: string;
  /** As its owner knows it. */
  readonly name: string;
}

/** What a driver is told of an instance that is to be linked: by whom, and which. */
export interface Adoption {
  readonly owner: InstanceOwner;
  readonly instance: string;
}
