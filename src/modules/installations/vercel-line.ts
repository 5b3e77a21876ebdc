import type { AccountAccess } from '#libs/vercel-api';

/** `open`: calls may be made; `parked`: Vercel refuses them all, until then; `closed`: it has left. */
export type Line =
  | { readonly kind: 'open'; readonly access: AccountAccess; readonly trial: 'trial' | 'ordinary' }
  | { readonly kind: 'parked'; readonly until: Date }
  | { readonly kind: 'closed' };

/** The JSON that `lineOf` gives; the token is sealed. */
export interface LineJson {
  readonly token: string | null;
  readonly keyId: string | null;
  readonly parkedUntil: string | null;
}

/** SQL of one JSON value with what `VercelLine.readForMoney` needs of an installation, an expression; for statements about many at once. */
export function lineOf(installationId: string): string {
  return `(SELECT json_build_object('token', CASE WHEN i.line_closed_at IS NULL THEN encode(i.access_token, 'base64') END, 'keyId', i.access_token_key_id,
      'parkedUntil', (SELECT v.until FROM vercel_parkings v WHERE v.installation_id = ${installationId}))
    FROM installations i WHERE i.id = ${installationId})`;
}
