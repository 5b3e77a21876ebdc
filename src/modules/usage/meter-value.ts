/** As text: no exponent, no plus sign, no leading zero, 15 digits and nine decimals at most. */
const DECIMAL = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;
const PLACES = 9;

/** The value of an event in its shortest decimal form; null for what is none. A small number is not written with an exponent. */
export function readMeterValue(input: unknown): string | null {
  const text = typeof input === 'number' ? plainText(input) : input;
  if (typeof text !== 'string' || !DECIMAL.test(text)) return null;
  const [whole = '', fraction = ''] = text.split('.');
  const decimals = fraction.replace(/0+$/, '');
  const shortest = decimals === '' ? whole : `${whole}.${decimals}`;
  return shortest === '-0' ? '0' : shortest;
}

function plainText(number: number): string {
  const text = String(number);
  if (!text.includes('e-')) return text;
  const plain = number.toFixed(PLACES);
  return Number(plain) === number ? plain : text;
}
