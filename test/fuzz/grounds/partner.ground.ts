import type { Team } from '#libs/vercel-simulator';
import { operationOf, type Operation } from '../../support/partner-api/operations.js';
import type { Described } from '../described.js';
import type { FuzzShop } from './fuzz-shop.js';
import type { Ground, Subject, Unsigned } from './ground.js';
import { KNOWN } from './known.js';

const DAY_MS = 86_400_000;
const PURCHASED = 'INSERT INTO purchases (installation_id, invoice_id, cents, granted_at) VALUES ($1, $2, 100, now())';

/** Teams, and those who may call in their name. */
export class PartnerGround implements Ground {
  readonly known = KNOWN;
  private readonly tokens = new Map<string, string>();

  constructor(private readonly fuzz: FuzzShop) {}

  get url(): string {
    return this.fuzz.shop.server.url;
  }

  callersOf({ method, path }: Described): readonly string[] {
    const { callers } = operationOf(method as Operation['method'], path);
    return [...callers, 'ADMIN', 'USER', 'system', 'pre-install', 'of another', 'bad', 'nobody', 'no scheme'];
  }

  signed(caller: string, { subject }: Unsigned): Readonly<Record<string, string>> {
    if (caller === 'nobody') return {};
    const token = this.tokenOf(caller, subject);
    return { authorization: caller === 'no scheme' ? token : `Bearer ${token}` };
  }

  async subjectFor({ path }: Described): Promise<Subject> {
    const { team, subject } = await this.fuzz.pair();
    const invoiceId = `mi_${subject['resourceId']}`;
    await this.fuzz.shop.sql(PURCHASED, [subject['installationId'], invoiceId]);
    const providerClaimId = path.includes('{providerClaimId}')
      ? await this.claim((await this.fuzz.owner()).team, team)
      : 'claim_none';
    return { ...subject, invoiceId, providerClaimId, transferId: `transfer_${subject['resourceId']}` };
  }

  isUsedUp({ method, path }: Described): boolean {
    return method === 'DELETE' || /\/accept$|transfer-requests(?:\/\{transferId\})?$/.test(path);
  }

  /** A claim on what the one has, which the other has verified. */
  private async claim(source: Team, target: Team): Promise<string> {
    const [resourceId = ''] = source.installation().resources.keys();
    const { partner } = this.fuzz.shop.server.vercel;
    const call = async (method: 'POST' | 'GET', { id }: { readonly id: string }, path: string, body?: object) => {
      const token = this.fuzz.shop.server.vercel.tokens.system({ installationId: id });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      return partner.raw({
        method,
        path: `/v1/installations/${id}/resource-transfer-requests${path}`,
        headers,
        ...text,
      });
    };
    const order = { resourceIds: [resourceId], expiresAt: Date.now() + DAY_MS };
    const claimId = String(Object((await call('POST', source.installation(), '', order)).body).providerClaimId);
    await call('GET', target.installation(), `/${claimId}/verify`);
    return claimId;
  }

  /** Signed once for each subject. */
  private tokenOf(caller: string, subject: Subject): string {
    const { installationId = '', 'other.installationId': other = '' } = subject;
    const key = `${caller} ${installationId}`;
    const kept = this.tokens.get(key) ?? this.minted(caller, installationId, other);
    this.tokens.set(key, kept);
    return kept;
  }

  private minted(caller: string, installationId: string, other: string): string {
    const { tokens } = this.fuzz.shop.server.vercel;
    if (caller === 'system') return tokens.system({ installationId });
    if (caller === 'pre-install') return tokens.preInstall();
    if (caller === 'of another') return tokens.system({ installationId: other });
    if (caller === 'bad') return [...tokens.bad(installationId)][0]?.token ?? '';
    return tokens.user({ installationId, role: caller === 'USER' ? 'USER' : 'ADMIN' });
  }
}
