import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

const STATUSES = ['ready', 'onboarding', 'gone', 'failed'] as const;

/** One secret, named as the customer's environment variable. */
export class ReportedSecretRequest {
  /** Letters, digits and `_`. @example ACME_URL */
  @IsString()
  @MaxLength(256)
  readonly name: string;

  /** In the clear. @example acme://orders:s3cret@db.product.example */
  @IsString()
  @MaxLength(65_536)
  readonly value: string;
}

/** Why the product has given up. */
export class ReportedErrorRequest {
  /** Shown to the customer, on one line of at most 500 characters. @example "There is no room in this region." */
  @IsString()
  @MaxLength(4_096)
  readonly message: string;
}

/** Body of `POST /drivers/v1/callbacks/{operation}`. */
export class OperationReportRequest {
  /** As in the path, which is not signed. @example op_Zt3vYtGmD0f4sVqB2nWc9p */
  @IsString()
  @MaxLength(128)
  readonly operationId: string;

  /** Of the resource that the operation is about. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  @IsString()
  @MaxLength(256)
  readonly resourceId: string;

  /** `ready` or `onboarding` of a provision, `ready` of a rotation, `gone` of a deprovision, `failed` of any. @example ready */
  @IsIn(STATUSES)
  readonly status: (typeof STATUSES)[number];

  /** All of them; with `ready` and `onboarding`. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ReportedSecretRequest)
  readonly secrets?: ReportedSecretRequest[];

  /** With `failed`. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ReportedErrorRequest)
  readonly error?: ReportedErrorRequest;
}
