import { Unavailable } from '../../../platform/errors/index.js';

const MOST_MS = 5_000;

/** This machine's clock and the database's are too far apart for anybody to know which one Vercel would believe. */
export class ClocksDisagree extends Unavailable {
  constructor(milliseconds: number) {
    super(`The clocks of this machine and of the database are ${milliseconds} ms apart: nothing is sent`);
  }
}

/** @throws ClocksDisagree */
export function assertClocksAgree({ skewMs }: { readonly skewMs: number }): void {
  if (Math.abs(skewMs) > MOST_MS) throw new ClocksDisagree(Math.abs(skewMs));
}
