import { Injectable } from '@nestjs/common';
import type { Account } from '../../platform/account/index.js';
import type { MemberSession } from '../../platform/auth/index.js';
import { Settings } from '../../platform/config/index.js';
import { DomainError, NotFound } from '../../platform/errors/index.js';
import { detour } from '../../platform/http/index.js';
import { Catalog, type Product } from '../catalog/index.js';
import { InstallationRepository } from '../installations/index.js';
import { Adoptions, type Importable, type InstanceOwner } from '../resources/index.js';
import { digestOf, type ImportRequest, pathOf, returnWith } from './import-request.js';
import { Linking } from './linking.service.js';

/** Who imports: a member of the installation, and the account to which belongs what is imported; null where no account login is configured. */
export interface Importer {
  readonly session: MemberSession;
  readonly account: Account | null;
}

/** What of a product can be imported. */
export interface Offer {
  readonly product: Product;
  readonly instances: readonly Importable[];
}

/** What customers can import, and the import itself. */
@Injectable()
export class Imports {
  constructor(
    private readonly catalog: Catalog,
    private readonly installations: InstallationRepository,
    private readonly adoptions: Adoptions,
    private readonly linking: Linking,
    private readonly settings: Settings,
  ) {}

  /** A session of another installation is no proof for this one: its member has to be signed in for it first. @throws DomainError */
  async assertOwn(request: ImportRequest, { session }: Importer): Promise<void> {
    if (session.installationId === request.installationId) return;
    const installation = await this.installations.find(request.installationId);
    if (installation === null || !installation.isActive) throw new NotFound('Installation');
    const { publicUrl } = this.settings.http;
    const by = new URL(`${publicUrl}/sso/start`);
    by.searchParams.set('installation_id', request.installationId);
    const lacks = 'A session of this installation is needed';
    throw detour({ by, parameter: 'url', page: `${publicUrl}${pathOf(request)}`, code: 'sign_in', lacks });
  }

  /** Where an import that is done leads; null for one that is not. */
  async findDone(request: ImportRequest): Promise<URL | null> {
    const id = await this.adoptions.findFinished(request.installationId, digestOf(request));
    return id === null ? null : returnWith(request, id);
  }

  /** Of the product that was asked for, else of all. */
  async offers(request: ImportRequest, importer: Importer): Promise<readonly Offer[]> {
    const owner = ownerOf(importer);
    const products = this.productsFor(request);
    return Promise.all(
      products.map(async (product) => ({
        product,
        instances: await this.adoptions.list(request.installationId, product, owner),
      })),
    );
  }

  /** Imports what was chosen, and tells where the customer goes on. @throws DomainError, which tells the way back */
  async import(
    request: ImportRequest,
    importer: Importer,
    choice: { product: string; instance: string },
  ): Promise<URL> {
    try {
      return returnWith(request, await this.link(request, importer, choice));
    } catch (error) {
      throw error instanceof DomainError ? withWayBack(error, this.settings.http.publicUrl + pathOf(request)) : error;
    }
  }

  /** What has been done is looked up after what is offered, which does not hold it any more. */
  private async link(
    request: ImportRequest,
    importer: Importer,
    choice: { readonly product: string; readonly instance: string },
  ): Promise<string> {
    const digest = digestOf(request);
    const offers = await this.offers(request, importer);
    const done = await this.adoptions.findFinished(request.installationId, digest);
    if (done !== null) return done;
    const offer = offers.find(({ product }) => product.slug === choice.product);
    const chosen = offer?.instances.find(({ instance }) => instance === choice.instance);
    if (offer === undefined || chosen === undefined) throw notOffered();
    const owner = ownerOf(importer);
    return this.linking.link(request.installationId, { product: offer.product, chosen, owner, digest });
  }

  private productsFor({ productId }: ImportRequest): readonly Product[] {
    const products = this.catalog.products.filter(({ capabilities }) => capabilities.imports);
    return productId === null ? products : products.filter(({ slug }) => slug === productId);
  }
}

/** Accounts are never found by e-mail: without an account login only what the provider has marked for the installation counts. */
function ownerOf({ account, session: { installationId } }: Importer): InstanceOwner {
  if (account === null) return { kind: 'installation', installationId };
  return { kind: 'account', issuer: account.issuer, subject: account.subject };
}

function notOffered(): DomainError {
  const message = 'What you chose cannot be imported, or has been imported already.';
  return new DomainError('conflict', 'not_importable', 'The instance is not offered', { user: { message } });
}

function withWayBack({ kind, code, message, details, cause }: DomainError, url: string): DomainError {
  const told = details.user?.message ?? 'The import could not be finished. Nothing is lost: please try the same again.';
  return new DomainError(kind, code, message, { ...details, cause, user: { message: told, url } });
}
