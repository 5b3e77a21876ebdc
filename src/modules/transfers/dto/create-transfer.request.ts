import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsNumber, IsString } from 'class-validator';

const MOST_RESOURCES = 100;

/** What every form of a new claim has. */
export class TransferredResources {
  /** Our ids of the resources that are to go over. @example ["res_u4pP0YbAQ1uKc0m3S3mVJw"] */
  @ArrayMaxSize(MOST_RESOURCES)
  @ArrayUnique()
  @ArrayNotEmpty()
  @IsString({ each: true })
  @IsArray()
  readonly resourceIds: string[];
}

/** Body of `POST …/resource-transfer-requests`. */
export class CreateTransferRequest extends TransferredResources {
  /** Until when they can be claimed, in milliseconds since the epoch; a week at most. @example 1769850000000 */
  @IsNumber({ allowNaN: false, allowInfinity: false })
  readonly expiresAt: number;
}
