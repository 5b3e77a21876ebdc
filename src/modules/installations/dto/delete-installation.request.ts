import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Body of `DELETE /v1/installations/{installationId}`. */
export class DeleteInstallationRequest {
  /** Delete the resources now; `false`: once billing is settled. @example false */
  @MayBeAbsent()
  @IsBoolean()
  readonly cascadeResourceDeletion?: boolean;

  /** Why it is deleted, as Vercel puts it. @example uninstalled by the customer */
  @MayBeAbsent()
  @IsString()
  @MaxLength(1_024)
  readonly reason?: string;
}
