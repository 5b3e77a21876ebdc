import { Module } from '@nestjs/common';
import { PreviewModule } from './preview/index.js';

/** What customers owe. */
@Module({ imports: [PreviewModule], exports: [PreviewModule] })
export class BillingModule {}
