/** A fault of one field, shown beside it in Vercel's form; `key` is the metadata key without a prefix. */
export interface FieldFault {
  readonly key: string;
  readonly message?: string;
}

/** Vercel's error: `message` is for operators, `user` for the customer, `fields` only with `validation_error`. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly user?: { readonly message?: string; readonly url?: string };
  readonly fields?: readonly FieldFault[];
}

/** The body of every refusal, in both directions. */
export interface ErrorResponse {
  readonly error: ErrorBody;
}
