import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { RESOURCE_STATUSES, type ResourceStatus } from '#libs/vercel-contract';
import { AsItCame, MayBeAbsent } from '../../../platform/http/index.js';
import { ProtocolSettingsRequest } from './protocol-settings.request.js';
import { IsResourceName } from './resource-name.js';

/** Body of `PATCH …/resources/{resourceId}`: only the keys present are changed. */
export class UpdateResourceRequest {
  /** New name. @example orders-eu */
  @MayBeAbsent()
  @IsResourceName()
  readonly name?: string;

  /** Changed properties; the others stay. @example {"region": "fra1"} */
  @MayBeAbsent()
  @IsObject()
  @AsItCame()
  readonly metadata?: Record<string, unknown>;

  /** Id of the plan to move to. @example pro */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  readonly billingPlanId?: string;

  /** Deprecated by Vercel; read and left alone. @example ready */
  @MayBeAbsent()
  @IsIn(RESOURCE_STATUSES)
  readonly status?: ResourceStatus;

  /** Settings between Vercel and the provider. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ProtocolSettingsRequest)
  readonly protocolSettings?: ProtocolSettingsRequest;
}
