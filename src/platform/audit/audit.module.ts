import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditLog } from './audit-log.js';
import { Audit } from './audit.js';

/** The append-only audit log. */
@Global()
@Module({ imports: [TypeOrmModule.forFeature([AuditEntry])], providers: [Audit, AuditLog], exports: [Audit, AuditLog] })
export class AuditModule {}
