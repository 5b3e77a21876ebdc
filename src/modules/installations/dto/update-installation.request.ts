import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Body of `PATCH /v1/installations/{installationId}`. */
export class UpdateInstallationRequest {
  /** The installation-level plan to move to. @example pro */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  readonly billingPlanId?: string;
}
