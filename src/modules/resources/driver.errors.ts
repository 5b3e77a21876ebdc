import type { ReplBlock } from '#libs/vercel-contract';

/** Final: the product will not do this, however often it is asked; the message is fit for the customer. */
export class DriverRefused extends Error {
  override readonly name = 'DriverRefused';
}

/** Transient: the product could not be reached or is busy; the same call may succeed later. The cause is for the log only. */
export class DriverUnavailable extends Error {
  override readonly name = 'DriverUnavailable';
}

/** The console's command was wrong or refused; `blocks` tell the customer why, in red. */
export class ReplFailed extends Error {
  override readonly name = 'ReplFailed';

  constructor(
    message: string,
    readonly blocks: readonly ReplBlock[],
  ) {
    super(message);
  }
}
