import { randomBytes } from 'node:crypto';
import { VercelSimulator } from '#libs/vercel-simulator';
import { migrateDatabase } from '../../../src/platform/database/index.js';
import { AccountIssuer } from '../../support/account-issuer.js';
import { type BuiltServer, startBuiltServer } from '../../support/built-server.js';
import { buildOnce } from '../../support/built.js';
import { testEnvironment } from '../../support/test-environment.js';
import { ownedDatabase, type OwnedDatabase } from '../database/support/roles.js';
import { Outage } from '../database/support/outage.js';
import { serverUrl } from '../database/support/server-url.js';
import type { Canary } from './canaries.js';
import { RecordingProxy } from './recording-proxy.js';

const password = (): string => randomBytes(24).toString('base64url');

/** The built server at its most talkative, with everything that goes in and out of it kept. */
export class WatchedServer {
  private constructor(
    readonly database: OwnedDatabase,
    /** Stands before the server on which the customers' databases are. */
    readonly product: Outage,
    readonly vercel: VercelSimulator,
    /** The provider's own customer login. */
    readonly issuer: AccountIssuer,
    private readonly env: Readonly<Record<string, string>>,
    private readonly server: BuiltServer,
    readonly proxy: RecordingProxy,
  ) {}

  static async start(): Promise<WatchedServer> {
    await buildOnce();
    const database = await ownedDatabase();
    await migrateDatabase(database.ownerUrl, database.appUrl);
    const product = await Outage.before(serverUrl());
    const clientSecret = password();
    const vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret, slug: 'acme' });
    const issuer = await AccountIssuer.start();
    const env = {
      ...testEnvironment(database.appUrl, vercel),
      LOG_LEVEL: 'trace',
      POSTGRES_DRIVER_URL: product.url,
      INTEGRATION_CLIENT_SECRET: clientSecret,
      ...issuer.env,
      DASHBOARD_URL: 'https://dashboard.example',
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      ADMIN_API_KEYS: `operator:${password()}`,
      USAGE_API_KEYS: `meter:${password()}`,
    };
    const server = await startBuiltServer(env);
    const proxy = await RecordingProxy.before(server.url);
    vercel.usePartner(proxy.url);
    return new WatchedServer(database, product, vercel, issuer, env, server, proxy);
  }

  get lines(): readonly string[] {
    return this.server.lines;
  }

  /** The address that it knows itself by; nothing listens there. */
  get publicUrl(): string {
    return this.env['PUBLIC_URL'] ?? '';
  }

  get adminKey(): string {
    return this.env['ADMIN_API_KEYS']?.split(':')[1] ?? '';
  }

  get usageKey(): string {
    return this.env['USAGE_API_KEYS']?.split(':')[1] ?? '';
  }

  /** The secrets that it was started with. */
  configured(): readonly Canary[] {
    const { DATABASE_URL = '', INTEGRATION_CLIENT_SECRET = '', ENCRYPTION_KEYS = '' } = this.env;
    return [
      { name: 'password of DATABASE_URL', value: new URL(DATABASE_URL).password },
      { name: 'client secret', value: INTEGRATION_CLIENT_SECRET },
      { name: 'client secret of the account login', value: this.issuer.clientSecret },
      { name: 'encryption key', value: ENCRYPTION_KEYS.slice('k1:'.length) },
      { name: 'admin key', value: this.adminKey },
      { name: 'usage key', value: this.usageKey },
    ];
  }

  /** Every credential and idempotency key that a request carried. */
  carried(): readonly Canary[] {
    const found = new Map<string, string>();
    for (const { method, path, request } of this.proxy.exchanges) {
      const [, token = ''] = (request.authorization ?? '').split(' ');
      const parts = { token, 'signature of the token': token.split('.')[2] ?? '' };
      const key = request['idempotency-key'];
      const named = { ...parts, ...(typeof key === 'string' ? { 'idempotency key': key } : {}) };
      for (const [name, value] of Object.entries(named)) {
        if (value.length >= 20) found.set(value, `${name} of ${method} ${path}`);
      }
    }
    return [...found].map(([value, name]) => ({ name, value }));
  }

  /** Ends the process; what it wrote and the database stay. */
  async end(): Promise<void> {
    await this.server.stop();
  }

  async remove(): Promise<void> {
    await this.server.stop();
    await this.proxy.stop();
    await this.vercel.stop();
    await this.issuer.stop();
    await this.product.begin();
    await this.database.drop();
  }
}
