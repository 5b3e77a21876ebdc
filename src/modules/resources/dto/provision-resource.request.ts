import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { AsItCame, MayBeAbsent } from '../../../platform/http/index.js';
import { ProtocolSettingsRequest } from './protocol-settings.request.js';
import { IsResourceName } from './resource-name.js';

/** Body of `POST …/resources`. */
export class ProvisionResourceRequest {
  /** Slug of the product. @example postgres */
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  readonly productId: string;

  /** Chosen by the user. @example orders */
  @IsResourceName()
  readonly name: string;

  /** Shaped by the product's metadata schema. @example {"region": "iad1"} */
  @IsObject()
  @AsItCame()
  readonly metadata: Record<string, unknown>;

  /** Id of the plan. @example pro */
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  readonly billingPlanId: string;

  /** Where it comes from: in the Deploy Button flow the button's `external-id`. @example shop-template-7 */
  @MayBeAbsent()
  @IsString()
  @MaxLength(1_024)
  readonly externalId?: string;

  /** Settings between Vercel and the provider. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ProtocolSettingsRequest)
  readonly protocolSettings?: ProtocolSettingsRequest;
}
