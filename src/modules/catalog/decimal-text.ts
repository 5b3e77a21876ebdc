const PLACES = 9;

/** Compares decimal texts exactly, in billionths; what the catalog's schema lets through has at most nine decimals. */
export function billionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
}
