/** A fault of one input field. */
export class FieldFaultResponse {
  /** Name of the field; nested ones with dots. @example account.url */
  readonly key: string;
  /** What is wrong with it. @example must be an http or https URL */
  readonly message?: string;
}

/** What the customer may see. */
export class UserMessageResponse {
  /** One or two sentences. @example "This plan allows one database." */
  readonly message: string;
  /** Page with the remedy. @example https://provider.example/dashboard/billing */
  readonly url?: string;
}

/** What went wrong. */
export class ErrorDetailResponse {
  /** What programs tell failures apart by. @example validation_error */
  readonly code: string;
  /** For logs and operators. @example "account.url: must be an http or https URL" */
  readonly message: string;
  readonly user?: UserMessageResponse;
  /** Each faulty field, with status 400. */
  readonly fields?: FieldFaultResponse[];
}

/** The one error body. */
export class ErrorBodyResponse {
  readonly error: ErrorDetailResponse;
}
