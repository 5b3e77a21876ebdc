import type { ConnectSource } from './held-connection.js';

/** A popup of the redirect URL, from its address to the page that closes it. */
export interface ConnectFlow {
  readonly id: string;
  readonly configurationId: string;
  readonly source: ConnectSource;
  /** Where the popup is opened. */
  readonly address: string;
  /** The redirect URL with which it is opened, which the exchange has to repeat. */
  readonly redirectUri: string;
  readonly code: string;
  readonly codeUntil: Date;
  codeUsedAt: Date | undefined;
  /** When the browser came to `next`. */
  endedAt: Date | undefined;
}
