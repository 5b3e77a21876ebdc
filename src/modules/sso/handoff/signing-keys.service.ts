import { Injectable } from '@nestjs/common';
import { type IdentityClaims, keySetOf, newSigningKey, signIdentity } from '#libs/identity-tokens';
import { Clock } from '../../../platform/clock/index.js';
import { bindingOf, Sealer, SealedColumns, type SealedColumn, Secret } from '../../../platform/crypto/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import type { SigningKeyRow } from './signing-key.entity.js';
import { SigningKeyRepository } from './signing-key.repository.js';

const DAY_SECONDS = 86_400;
/** Then another one signs. */
const SIGNS_SECONDS = 90 * DAY_SECONDS;
/** Then nobody needs it any more: what it has signed was good for minutes. */
const KEPT_SECONDS = SIGNS_SECONDS + DAY_SECONDS;

/** It belongs to no tenant, and is bound to itself in the tenant's place. */
const PRIVATE: SealedColumn = {
  table: 'signing_keys',
  column: 'private_jwk',
  keyColumn: 'private_jwk_key_id',
  rowColumns: ['id'],
  tenantColumn: 'id',
  resourceColumn: null,
};

/** A key that signs identities, by its id. */
export interface ListedSigningKey {
  readonly id: string;
  /** `signs`: what is signed now; `checks`: what was signed before, and is told to others for a while. */
  readonly state: 'signs' | 'checks';
  readonly createdAt: Date;
  /** From then on another one signs. */
  readonly signsUntil: Date;
}

/** The keys of this server, made when one is needed; all replicas have the same. */
@Injectable()
export class SigningKeys {
  constructor(
    private readonly keys: SigningKeyRepository,
    private readonly sealer: Sealer,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    columns: SealedColumns,
  ) {
    columns.declare(PRIVATE);
  }

  /** With the newest key. */
  async sign(claims: IdentityClaims): Promise<string> {
    const [{ id, privateJwk: data, privateJwkKeyId: keyId }] = await this.present();
    const opened = this.sealer.open({ data, keyId }, bindingOf(PRIVATE, id, [id]));
    return signIdentity({ id, privateJwk: opened.reveal() }, claims);
  }

  /** What tells others how to check what was signed. */
  async publicSet(): Promise<object> {
    return keySetOf((await this.present()).map(({ publicJwk }) => publicJwk));
  }

  /** Those there are, the newest first; none is made for the question. */
  async list(): Promise<readonly ListedSigningKey[]> {
    const keys = await this.keys.findAll();
    const [newest = null] = signable(keys, this.oldest) ?? [];
    return keys.map(({ id, createdAt }) => {
      const signsUntil = new Date(createdAt.getTime() + SIGNS_SECONDS * 1_000);
      return { id, state: id === newest?.id ? 'signs' : 'checks', createdAt, signsUntil };
    });
  }

  /** The newest first, and it is not too old to sign. */
  private async present(): Promise<[SigningKeyRow, ...SigningKeyRow[]]> {
    return signable(await this.keys.findAll(), this.oldest) ?? (await this.unitOfWork.run(() => this.renewed()));
  }

  /** Others may have made one in the meantime. */
  private async renewed(): Promise<[SigningKeyRow, ...SigningKeyRow[]]> {
    await this.keys.lockAll();
    const present = signable(await this.keys.findAll(), this.oldest);
    if (present !== null) return present;
    await this.keys.deleteBefore(this.clock.inSeconds(-KEPT_SECONDS));
    const [made, kept] = [await this.make(), await this.keys.findAll()];
    await this.keys.add(made);
    return [made, ...kept];
  }

  private async make(): Promise<SigningKeyRow> {
    const { id, publicJwk, privateJwk } = await newSigningKey();
    const sealed = this.sealer.seal(Secret.of(privateJwk), bindingOf(PRIVATE, id, [id]));
    return { id, publicJwk, privateJwk: sealed.data, privateJwkKeyId: sealed.keyId, createdAt: this.clock.now() };
  }

  private get oldest(): Date {
    return this.clock.inSeconds(-SIGNS_SECONDS);
  }
}

function signable(keys: readonly SigningKeyRow[], oldest: Date): [SigningKeyRow, ...SigningKeyRow[]] | null {
  const [newest, ...others] = keys;
  return newest !== undefined && newest.createdAt > oldest ? [newest, ...others] : null;
}
