import { IsIn } from 'class-validator';
import { MayBeAbsent, MayName, PageQuery } from '../../../platform/http/index.js';
import { FINDING_KINDS, type FindingKind } from '../../installations/index.js';
import { RESOURCE_STATES, type ResourceState } from '../../resources/index.js';

const INSTALLATION_STATES = ['active', 'uninstalling', 'uninstalled'] as const;
const INSTALLATION_KINDS = ['marketplace', 'connected'] as const;

/** What `GET /admin/v1/installations` can be asked for. */
export class ListInstallationsQuery extends PageQuery {
  /** How far it is. @example active */
  @MayBeAbsent()
  @IsIn(INSTALLATION_STATES)
  readonly state?: (typeof INSTALLATION_STATES)[number];

  /** `marketplace`: bought at Vercel; `connected`: an account that was connected by the redirect flow. @example marketplace */
  @MayBeAbsent()
  @IsIn(INSTALLATION_KINDS)
  readonly kind?: (typeof INSTALLATION_KINDS)[number];
}

/** What a list about installations can be asked for. */
export class OfInstallationQuery extends PageQuery {
  /** Those of one installation. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  @MayName('the id of an installation')
  readonly installationId?: string;
}

/** What `GET /admin/v1/resources` can be asked for. */
export class ListResourcesQuery extends OfInstallationQuery {
  /** How far it is. @example ready */
  @MayBeAbsent()
  @IsIn(RESOURCE_STATES)
  readonly state?: ResourceState;

  /** Slug of its product. @example postgres */
  @MayName('the slug of a product')
  readonly productId?: string;
}

/** What `GET /admin/v1/findings` can be asked for. */
export class ListFindingsQuery extends OfInstallationQuery {
  /** What was found. @example missing-at-vercel */
  @MayBeAbsent()
  @IsIn(FINDING_KINDS)
  readonly kind?: FindingKind;
}
