import { Controller, Get } from '@nestjs/common';
import { RemoteKeySet } from '#libs/vercel-oidc';
import { Operator } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import { type SealingKey, SealingKeys } from '../../platform/crypto/index.js';
import { ADMIN_READ_FAILURES, Answers } from '../../platform/http/index.js';
import { type ListedSigningKey, SigningKeys } from '../sso/index.js';
import {
  type AdminKeySetResponse,
  AdminKeysResponse,
  type AdminOperatorKeyResponse,
  type AdminSealingKeyResponse,
  type AdminSigningKeyResponse,
} from './dto/keys.response.js';

const ALL: AdminOperatorKeyResponse['scopes'] = ['read', 'operate', 'money', 'secrets'];

/** Which keys there are, for operators who look after them. */
@Controller('admin/v1/keys')
export class AdminKeysController {
  constructor(
    private readonly sealing: SealingKeys,
    private readonly signing: SigningKeys,
    private readonly keySet: RemoteKeySet,
    private readonly settings: Settings,
  ) {}

  /**
   * The keys of this server by their names and ids, and what each is still needed for.
   * @remarks No key is shown. It takes the scope `secrets` all the same: who may do what, and which key opens what, is of use to whoever wants in, and to
   * nobody who only looks after customers.
   */
  @Get()
  @Answers({ status: 200, type: AdminKeysResponse, description: 'The keys' }, ADMIN_READ_FAILURES)
  @Operator('secrets')
  async list(): Promise<AdminKeysResponse> {
    const { adminKeys, usageKeys } = this.settings;
    return {
      sealing: (await this.sealing.list()).map(showSealing),
      signing: (await this.signing.list()).map(showSigning),
      admin: adminKeys.map(({ name, scopes }) => ({
        name,
        scopes: ALL.filter((scope) => scopes?.includes(scope) ?? true),
      })),
      usage: usageKeys.map(({ name }) => ({ name })),
      vercel: this.showKeySet(),
    };
  }

  private showKeySet(): AdminKeySetResponse {
    const { keys, usable, fetchedAt, ageSeconds, lastError } = this.keySet.status();
    return {
      keys,
      usable,
      ...(fetchedAt === null ? {} : { fetchedAt: fetchedAt.toISOString() }),
      ...(ageSeconds === null ? {} : { ageSeconds }),
      ...(lastError === null ? {} : { lastError }),
    };
  }
}

function showSealing({ id, state, sealed }: SealingKey): AdminSealingKeyResponse {
  return { id, state, sealed: [...sealed] };
}

function showSigning({ id, state, createdAt, signsUntil }: ListedSigningKey): AdminSigningKeyResponse {
  return { id, state, createdAt: createdAt.toISOString(), signsUntil: signsUntil.toISOString() };
}
