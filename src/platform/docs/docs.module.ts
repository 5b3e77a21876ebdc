import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller.js';
import { DocsFiles } from './docs-files.js';
import { DocsLoginController } from './docs-login.controller.js';
import { Documents } from './documents.js';

/** Swagger UI with the OpenAPI documents of this server. */
@Module({
  controllers: [DocsLoginController, DocsController],
  providers: [DocsFiles, Documents],
})
export class DocsModule {}
