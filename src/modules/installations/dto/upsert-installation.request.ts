import { Type } from 'class-transformer';
import { IsArray, IsNotEmpty, IsObject, IsString, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { IsMapOf, IsWebUrl, MayBeAbsent } from '../../../platform/http/index.js';

const isInstant = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** The bearer token for calls to Vercel on behalf of this installation. */
export class CredentialsRequest {
  /** The token; it does not expire. @example Kx3vYtGmD0f4sVqB2nWc9pLa */
  @IsString()
  @IsNotEmpty()
  @MaxLength(4_096)
  readonly access_token: string;

  /** How it is to be sent. @example Bearer */
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  readonly token_type: string;
}

/** Whom Vercel would ask about this installation. */
export class ContactRequest {
  /** E-mail address. @example ada@acme.example */
  @IsString()
  @MaxLength(320)
  readonly email: string;

  /** Name of the person. @example Ada Lovelace */
  @MayBeAbsent()
  @IsString()
  @MaxLength(256)
  readonly name?: string;
}

/** The Vercel team that installs. */
export class AccountRequest {
  /** Installation page in the Vercel dashboard. @example https://vercel.com/acme/~/integrations/stallholder */
  @IsWebUrl()
  @MaxLength(2_048)
  readonly url: string;

  /** Team name. @example Acme */
  @MayBeAbsent()
  @IsString()
  @MaxLength(256)
  readonly name?: string;

  /** Null when Vercel knows nobody. */
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => ContactRequest)
  readonly contact?: ContactRequest | null;
}

/** Body of `PUT /v1/installations/{installationId}`. */
export class UpsertInstallationRequest {
  /** API scopes that were granted. @example ["read:project", "read-write:integration-resource"] */
  @IsArray()
  @IsString({ each: true })
  readonly scopes: string[];

  /** Policy id to the instant of its acceptance, ISO 8601. @example {"eula": "2026-01-31T09:30:00Z"} */
  @IsMapOf(isInstant, 'must be a map of policy ids to instants')
  readonly acceptedPolicies: Record<string, string>;

  /** Replaces what was stored before. */
  @IsObject()
  @ValidateNested()
  @Type(() => CredentialsRequest)
  readonly credentials: CredentialsRequest;

  /** Snapshot of the account. */
  @IsObject()
  @ValidateNested()
  @Type(() => AccountRequest)
  readonly account: AccountRequest;
}
