import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function letters(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A fresh installation id in Vercel's form (`icfg_` and 24 letters); never given twice. */
export function newInstallationId(): string {
  return `icfg_${letters(24)}`;
}

/** A fresh account or user id: hexadecimal, as the `sub` of a token demands. */
export function newHexId(): string {
  return randomBytes(12).toString('hex');
}

/** A fresh access token of an installation; opaque to the provider. */
export function newAccessToken(): string {
  return `vca_${letters(48)}`;
}

/** A fresh code, state or refresh token of single sign-on; opaque to the provider. */
export function newSsoCode(): string {
  return letters(32);
}

/** A fresh id of Vercel's own for a resource (`ir_…`), beside the provider's. */
export function newInternalId(): string {
  return `ir_${letters(16)}`;
}

/** A fresh id of an invoice (`mi_…`), and the number that stands on it. */
export function newInvoiceId(number: number): { readonly invoiceId: string; readonly invoiceNumber: string } {
  return { invoiceId: `mi_${letters(24)}`, invoiceNumber: `SIM-${String(number).padStart(6, '0')}` };
}

/** A fresh id of Vercel's own behind a prefix (`prj_`, `ld_`, …). */
export function newId(prefix: string): string {
  return `${prefix}${letters(24)}`;
}

/** The id of the team behind an account. */
export function teamIdOf(accountId: string): string {
  return `team_${accountId}`;
}
