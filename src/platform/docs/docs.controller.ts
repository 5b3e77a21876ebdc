import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OperatorPage, Public } from '../auth/index.js';
import { Settings } from '../config/index.js';
import { NotFound } from '../errors/index.js';
import { Page, page, type PageAnswer, template } from '../pages/index.js';
import { DocsFiles } from './docs-files.js';
import { type DocumentName, DOCUMENTS, Documents, isDocument } from './documents.js';

interface DocsView {
  readonly shown: DocumentName;
  readonly documents: typeof DOCUMENTS;
  /** Addresses of what the page loads. */
  readonly style: string;
  readonly ownStyle: string;
  readonly bundle: string;
  readonly start: string;
  /** Under which operators log in from the page; empty: with a key alone. */
  readonly clientId: string;
  readonly redirectUrl: string;
  readonly isBehindLogin: boolean;
}

const DOCS = template<DocsView>('platform/docs/templates/docs');
const REDIRECT = template<{ readonly script: string }>('platform/docs/templates/oauth2-redirect');

/** A login comes back in a window that talks to the one that opened it. */
const SWAGGER_UI = { runs: 'swagger-ui', opener: 'anywhere' } as const;

/** Swagger UI, its files, and the documents. */
@ApiExcludeController()
@Controller('docs')
export class DocsController {
  constructor(
    private readonly documents: Documents,
    private readonly files: DocsFiles,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Page(SWAGGER_UI)
  @OperatorPage()
  async show(@Query('document') asked: unknown = 'admin'): Promise<PageAnswer> {
    if (!isDocument(asked)) throw new NotFound('Document');
    const { docs, http } = this.settings;
    return page(DOCS, `${DOCUMENTS[asked]} API`, {
      shown: asked,
      documents: DOCUMENTS,
      style: await this.files.path('swagger-ui.css'),
      ownStyle: await this.files.path('docs.css'),
      bundle: await this.files.path('swagger-ui-bundle.js'),
      start: await this.files.path('docs.js'),
      clientId: docs.login?.clientId ?? '',
      redirectUrl: `${http.publicUrl}/docs/oauth2-redirect`,
      isBehindLogin: docs.readers === 'operators',
    });
  }

  /** Where the login of operators ends: hands the code to the page that began it. */
  @Get('oauth2-redirect')
  @Page(SWAGGER_UI)
  @Public({ why: 'a browser that comes from elsewhere brings no pass, and this page holds nothing' })
  async comeBack(): Promise<PageAnswer> {
    return page(REDIRECT, 'Signed in', { script: await this.files.path('oauth2-redirect.js') });
  }

  @Get('files/:digest/:name')
  @Public({ why: 'the files are those of a public package' })
  async file(
    @Param('digest') digest: string,
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.files.find(digest, name);
    if (file === null) throw new NotFound('File');
    const isPacked = request.acceptsEncodings('gzip', 'identity') === 'gzip';
    if (isPacked) response.set('Content-Encoding', 'gzip');
    const body = isPacked ? file.packed : await this.files.unpacked(file);
    response.set({
      'Content-Type': file.type,
      'Content-Length': String(body.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'same-origin',
      Vary: 'Accept-Encoding',
    });
    response.end(body);
  }

  @Get(':name.json')
  @OperatorPage()
  @Header('Cross-Origin-Resource-Policy', 'same-origin')
  document(@Param('name') name: string): Promise<object> {
    if (!isDocument(name)) throw new NotFound('Document');
    return this.documents.read(name);
  }
}
