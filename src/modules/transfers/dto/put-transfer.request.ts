import { IsNumber } from 'class-validator';
import { TransferredResources } from './create-transfer.request.js';

/** Body of the older `PUT …/resource-transfer-requests/{transferId}`. */
export class PutTransferRequest extends TransferredResources {
  /** Until when they can be claimed, in milliseconds since the epoch; a week at most. @example 1769850000000 */
  @IsNumber({ allowNaN: false, allowInfinity: false })
  readonly expiration: number;
}
