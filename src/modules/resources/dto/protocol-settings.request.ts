import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Syncing of flags and experiments. */
export class ExperimentationRequest {
  /** The Edge Config chosen by the user; its presence switches syncing on. @example ecfg_k3yq8hzt0mwp1v4x */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  readonly edgeConfigId?: string;
}

/** Settings between Vercel and the provider. */
export class ProtocolSettingsRequest {
  /** Absent: unchanged; without `edgeConfigId`: off. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ExperimentationRequest)
  readonly experimentation?: ExperimentationRequest;
}
