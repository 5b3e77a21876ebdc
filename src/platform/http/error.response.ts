/** A fault of one input field. */
export class FieldFaultResponse {
  /** Name of the field; nested ones with dots. */
  readonly key: string;
  /** What is wrong with it. */
  readonly message?: string;
}

/** What the customer may see. */
export class UserMessageResponse {
  readonly message: string;
  /** Page with the remedy. */
  readonly url?: string;
}

/** What went wrong. */
export class ErrorDetailResponse {
  /** @example validation_error */
  readonly code: string;
  /** For logs and operators. */
  readonly message: string;
  readonly user?: UserMessageResponse;
  /** Each faulty field, with status 400. */
  readonly fields?: FieldFaultResponse[];
}

/** The one error body. */
export class ErrorBodyResponse {
  readonly error: ErrorDetailResponse;
}
