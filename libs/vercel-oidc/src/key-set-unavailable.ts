/** Nothing can be verified for the moment: no key set was ever fetched, or the last good one is too old. Transient: 503. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';

  constructor(readonly reason: string) {
    super(`no usable key set: ${reason}`);
  }
}
